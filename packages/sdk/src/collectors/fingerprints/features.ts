const names =
  'AudioDecoder BarcodeDetector BackgroundFetchManager Bluetooth CSSScopeRule CloseWatcher CompressionStream ContactsManager ContentIndex CookieStore CookieStoreManager DocumentPictureInPicture EditContext EyeDropper FaceDetector FontData FragmentDirective GamepadHapticActuator GPU GestureEvent HID Highlight IdleDetector ImageDecoder InstallTrigger LanguageModel LaunchQueue MathMLElement NDEFReader NavigateEvent OTPCredential PaymentRequest PresentationRequest PressureObserver PublicKeyCredential Sanitizer ScrollTimeline Serial SharedArrayBuffer SharedStorage SharedWorker SpeechRecognition SVGDiscardElement TaskController Translator TrustedHTML USB ViewTransition VirtualKeyboard WebKitCSSMatrix WebTransport XRSystem XSLTProcessor mozInnerScreenX onorientationchange queryLocalFonts showOpenFilePicker webkitRequestFileSystem webkitSpeechRecognition'.split(
    ' ',
  )

/** Names of interfaces and functions that some browsers have and others lack. Nothing is called. */
export function features(): string[] {
  return names.filter((name) => name in window)
}
