/** Answers of a frame on another site. Its members come from another page: the frame of our own server, if the operator named it rightly. */
export interface FrameAnswer {
  cookie: boolean
  storage: boolean
  /** True if it gets the cookies of its own visits; undefined if the browser does not say. */
  hasStorageAccess: boolean | undefined
  isSecure: boolean
  /** Address of this page, as the request of the frame told it. */
  referrer: string
  /** Query of the frame, as it arrived. */
  search: string
}

const timeoutMs = 4000
/** Parameters that privacy tools know as those of click trackers, with values that recognise nobody. */
export const frameQuery = '?fbclid=collector&gclid=collector&mc_eid=collector'

/** Loads the frame, hears its answer and removes it; undefined without an answer. */
export function askFrame(url: string): Promise<FrameAnswer | undefined> {
  return new Promise((resolve) => {
    const frame = document.createElement('iframe')
    const settle = (answer: FrameAnswer | undefined) => {
      clearTimeout(timer)
      removeEventListener('message', hear)
      frame.remove()
      resolve(answer)
    }
    const hear = ({ source, data }: MessageEvent) => {
      if (source !== frame.contentWindow || !data?.collectorCheck) return
      const { cookie, storage, hasStorageAccess, isSecure, referrer, search } = data.collectorCheck
      settle({
        cookie: cookie === true,
        storage: storage === true,
        hasStorageAccess: typeof hasStorageAccess === 'boolean' ? hasStorageAccess : undefined,
        isSecure: isSecure === true,
        referrer: String(referrer),
        search: String(search),
      })
    }
    const timer = setTimeout(settle, timeoutMs, undefined)
    addEventListener('message', hear)
    frame.hidden = true
    frame.title = 'Check'
    // asks to send the whole address, so that trimming shows
    frame.referrerPolicy = 'unsafe-url'
    frame.src = url + frameQuery
    document.body.append(frame)
  })
}
