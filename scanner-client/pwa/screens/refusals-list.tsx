/** The refusals of this shift, whose forms are printed again: each has the number that it had. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { accountEntries } from '#evisa/entry-account.ts'
import type { ScannerStore } from '../../offline/scanner-store.ts'
import type { RefusalEvent } from '../../refusal-form/refusal-facts.ts'
import { moment, say } from '../language.ts'
import type { ScannerModel } from '../scanning/scanner-model.ts'
import { RefusalForm } from './refusal-form.tsx'

interface RefusalsProps {
  readonly scanner: ScannerModel
  readonly store: ScannerStore
}

interface Listed {
  readonly event: RefusalEvent
  /** It was a mistake: nobody is given its form any more. */
  readonly isVoided: boolean
}

// The person is who the record tells of: passports that were read are kept by nobody.
const BY_RECORD = { mrz: null, claims: null } as const

export function RefusalsList({ scanner, store }: RefusalsProps) {
  const listed = useSignal<readonly Listed[]>([])
  const ids = scanner.shift.value?.refusals ?? []
  useEffect(() => {
    void refusalsOf(ids, store).then((found) => {
      listed.value = found
    })
    // After each act: one may have been taken back.
  }, [ids, scanner.busy.value])
  return (
    <>
      <h2>{say('refusal-form/this-shift')}</h2>
      <ul>
        {listed.value.map(({ event, isVoided }) => (
          <li key={event.id}>
            {event.checkpoint} · {moment(event.at)}
            {isVoided ? (
              <b> {say('refusal-form/voided')}</b>
            ) : (
              <RefusalForm scanner={scanner} event={event} traveller={BY_RECORD} hasKey={false} />
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

async function refusalsOf(ids: readonly string[], store: ScannerStore): Promise<readonly Listed[]> {
  const found = await Promise.all(ids.map((id) => store.ownRecord(id)))
  const refusals = found.flatMap((record) => (record?.event.action === 'refusal' ? [record.event] : []))
  return Promise.all(
    refusals.map(async (event) => {
      if (event.visa_number === null) return { event, isVoided: false }
      const { voided } = accountEntries(await store.crossingsOf(event.visa_number))
      return { event, isVoided: voided.includes(event.id) }
    }),
  )
}
