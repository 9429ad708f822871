interface ApplePay {
  canMakePayments(): boolean
}

/** Asked only where Safari answers: on plain http, or in a frame of another site, it would throw and fill the console. */
export function applePay(): boolean | undefined {
  const { ApplePaySession } = window as { ApplePaySession?: ApplePay }
  if (!ApplePaySession || !isSecureContext) return undefined
  const isOwnFrame = Array.from(location.ancestorOrigins ?? []).every((origin) => origin === location.origin)
  return isOwnFrame ? ApplePaySession.canMakePayments() : undefined
}
