/**
 * Ends a program once whoever started it is gone, however they ended: its standard input is a pipe of theirs, which the system closes
 * with them. For programs that are started so, by `node --import=.../end-with-parent.mjs PROGRAM`; by themselves they are as ever.
 */
import { isMainThread } from 'node:worker_threads'
import closeWithGrace from 'close-with-grace'

if (isMainThread) {
  process.stdin.once('close', () => {
    // Whoever ends all of them at once signals each, and a second signal would cut the ending off.
    if (closeWithGrace.closing) return
    // As the signal does, also on systems that have none. Who listens for none yet has nothing that must be ended well.
    if (!process.emit('SIGTERM', 'SIGTERM')) process.exit(143)
  })
  process.stdin.resume()
  // It must not keep a program going that has nothing left to do.
  process.stdin.unref()
}
