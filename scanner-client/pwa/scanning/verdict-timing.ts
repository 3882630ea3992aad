/** From the frame to the painted verdict, as a measure that any browser's tools show: `evisa-verdict`. */

const MEASURE = 'evisa-verdict'
const MOST = 200
let frameAt: number | null = null

/** A frame that held a code; `at` by `performance.now()`. */
export function frameTaken(at: number): void {
  frameAt = at
}

/** Call it when a verdict was put on the page: it is painted once the next frame has followed. */
export function verdictShown(): void {
  const start = frameAt
  frameAt = null
  if (start === null) return
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      // A page that scans for weeks must not keep them all.
      if (performance.getEntriesByName(MEASURE).length >= MOST) performance.clearMeasures(MEASURE)
      performance.measure(MEASURE, { start, end: performance.now() })
      port1.close()
    }
    port2.postMessage(null)
  })
}
