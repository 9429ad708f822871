/** Describes a check for people. */
export interface CheckInfo {
  readonly label: string
  /** One sentence: what depends on it. */
  readonly meaning: string
  /** Remedy if it is not good. */
  readonly advice: string
}

/** Every check of the page `/`, in the order in which they are shown. */
export const checks = {
  browserAge: {
    label: 'Browser version',
    meaning: 'New pages use what old browsers lack, and old browsers get no security updates.',
    advice: 'Update the browser, or the system if the browser belongs to it.',
  },
  clock: {
    label: 'Clock',
    meaning: 'Sign-ins, certificates and one-time codes fail where the clock is wrong.',
    advice: 'Let the system set its clock by itself.',
  },
  roundTrip: {
    label: 'Round trip',
    meaning: 'The time that a small request to this server and its answer take; every click waits for it.',
    advice: 'Turn off VPN and proxy, move closer to the router, or try another network.',
  },
  download: {
    label: 'Download',
    meaning: 'How fast this connection loads a file from this server.',
    advice: 'Stop other downloads, move closer to the router, or try another network.',
  },
  webSocket: {
    label: 'WebSocket',
    meaning: 'A lasting connection to this server in both directions, which chats and live pages use.',
    advice:
      'A proxy, firewall or virus scanner blocks it. If it fails for everybody, set up the proxy before this server.',
  },
  serverSentEvents: {
    label: 'Server-sent events',
    meaning: 'Whether messages of this server arrive at once, which live lists need.',
    advice:
      'A proxy or virus scanner holds answers back. If it does for everybody, set up the proxy before this server.',
  },
  serviceWorker: {
    label: 'Service worker',
    meaning: 'Lets pages work without a connection and receive messages.',
    advice: 'Leave the private window, and allow this site to store data. It needs https.',
  },
  thirdPartyFrame: {
    label: 'Cookies and storage in a frame',
    meaning: 'Whether a part of a page that another site serves may keep data: sign-ins, payments and chats do.',
    advice: 'Allow third-party cookies for the site that fails, or open that part in a window of its own.',
  },
  hosts: {
    label: 'Needed hosts',
    meaning: 'Whether the browser reaches the hosts that the people of this server named.',
    advice: 'Turn off content blockers for the site, or ask who runs the network to allow these hosts.',
  },
  extensions: {
    label: 'Changes by extensions',
    meaning:
      'Elements and attributes on this page that are not its own. Extensions that add them may also break pages.',
    advice: 'Try again in a private window or a new profile without extensions.',
  },
  hardwareAcceleration: {
    label: 'Hardware acceleration',
    meaning: 'Whether the graphics card draws. Without it maps, videos and animations are slow.',
    advice: 'Turn on hardware acceleration in the settings of the browser, and update the graphics driver.',
  },
  zoom: {
    label: 'Zoom',
    meaning: 'A page that is enlarged or reduced has another width, and may look different.',
    advice: 'Set the zoom to 100 %: Ctrl+0, or ⌘0 on a Mac.',
  },
  autoplay: {
    label: 'Autoplay',
    meaning: 'Whether videos start by themselves. With sound most browsers wait for a click.',
    advice: 'Allow autoplay for the site, and turn off battery or data saving.',
  },
  popUps: {
    label: 'Pop-ups',
    meaning: 'Whether a click may open a window, as some sign-ins and payments do.',
    advice: 'Allow pop-ups for the site, and turn off extensions that block them.',
  },
  permissions: {
    label: 'Permissions',
    meaning: 'Whether this site may ask for camera, microphone, location and notifications. Nothing is asked here.',
    advice: 'Reset the permission of the site in the settings of the browser, and look into those of the system.',
  },
} as const satisfies Record<string, CheckInfo>

export type CheckName = keyof typeof checks
