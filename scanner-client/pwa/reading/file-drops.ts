/** Files that are dropped anywhere on the page. */

const HEARD = ['dragover', 'dragleave', 'drop'] as const

/** `onOver` is told whether something is held over the page. Returns what ends it. */
export function followFileDrops(
  target: EventTarget,
  onFile: (file: Blob) => void,
  onOver: (isOver: boolean) => void = () => {},
): () => void {
  const hear = (event: Event) => {
    // The browser would open the file in the page's place.
    event.preventDefault()
    onOver(event.type === 'dragover')
    const [file] = event.type === 'drop' ? ((event as DragEvent).dataTransfer?.files ?? []) : []
    if (file !== undefined) onFile(file)
  }
  for (const type of HEARD) target.addEventListener(type, hear)
  return () => {
    for (const type of HEARD) target.removeEventListener(type, hear)
  }
}
