/** A text as a QR code, drawn as one path; what draws it is fetched when the first one is shown. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { drawQr, type QrDrawing } from './qr-drawing.ts'

export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const drawing = useSignal<QrDrawing | null>(null)
  useEffect(() => {
    let isWanted = true
    drawing.value = null
    // A text that is too long for any code is shown as text alone.
    void drawQr(text).then((drawn) => {
      if (isWanted) drawing.value = drawn
    })
    return () => {
      isWanted = false
    }
  }, [text])
  if (drawing.value === null) return null
  const { size, path } = drawing.value
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
