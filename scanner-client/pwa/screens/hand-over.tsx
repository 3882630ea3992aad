/** The referral as a code that second line scans, for where there is no network between the two. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { handOverText } from '../../offline/referrals.ts'
import type { ScannerStore } from '../../offline/scanner-store.ts'
import { QrCode } from '../flights/qr-code.tsx'
import { say } from '../language.ts'

interface HandOverProps {
  readonly store: ScannerStore
  /** The id of the referral. */
  readonly event: string
  /** Whether the server has it not: then second line hears of it by this code alone. */
  readonly isNeeded: boolean
}

export function HandOver({ store, event, isNeeded }: HandOverProps) {
  const text = useSignal<string | null>(null)
  useEffect(() => {
    void store.ownRecord(event).then((record) => {
      text.value = record === null ? null : handOverText(record.jws)
    })
  }, [event])
  return (
    <details class="hand-over" open={isNeeded}>
      <summary>{say('second-line/hand-over')}</summary>
      <p>{say(isNeeded ? 'second-line/hand-over-needed' : 'second-line/hand-over-explain')}</p>
      {text.value !== null && <QrCode text={text.value} label={say('second-line/hand-over')} />}
    </details>
  )
}
