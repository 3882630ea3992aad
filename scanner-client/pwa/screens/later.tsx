/** A screen that only some need: fetched when it is first shown, which the service worker does without a network too. */
import { useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { useEffect } from 'preact/hooks'
import { say } from '../language.ts'

interface LaterProps {
  readonly load: () => Promise<() => VNode>
}

export function Later({ load }: LaterProps) {
  const draw = useSignal<(() => VNode) | null>(null)
  const isMissing = useSignal(false)
  useEffect(() => {
    load().then(
      (loaded) => {
        draw.value = loaded
      },
      () => {
        isMissing.value = true
      },
    )
  }, [])
  if (draw.value !== null) return draw.value()
  return (
    <main class="form" aria-busy={!isMissing.value}>
      {isMissing.value && (
        <p class="fault" role="alert">
          {say('later/missing')}
        </p>
      )}
    </main>
  )
}
