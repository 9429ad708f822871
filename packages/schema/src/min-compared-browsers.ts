/** Working browsers that a comparison needs: with fewer a difference may be chance. */
export const minComparedBrowsers = 5
