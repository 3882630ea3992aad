/** What became of the rows of a list: nobody is left out in silence. */
import { sumsOf } from '#evisa/passenger-table.ts'
import { say } from '../language.ts'
import type { GivenList } from './given-list.ts'

const MOST_NAMED = 10

export function ListRows({ list }: { readonly list: GivenList }) {
  const { passengers, skipped, ignored, hasPassports } = list
  const named = passengers.filter(({ passenger }) => !passenger.ok).map(({ row }) => row)
  const left = skipped.map(({ from, to, why }) => `${from === to ? from : `${from}–${to}`} ${say(`list/${why}`)}`)
  return (
    <>
      {!hasPassports && <p class="note">{say('list/no-passports')}</p>}
      <p role="status">
        <b>{say('list/sums', { ...sumsOf(passengers, skipped) })}</b>
        {named.length > 0 && ` ${say('list/named', { rows: shortened(named) })}`}
        {left.length > 0 && ` ${say('list/skipped', { rows: shortened(left) })}`}
        {ignored.length > 0 && ` ${say('list/ignored', { columns: ignored.join(', ').slice(0, 200) })}`}
      </p>
    </>
  )
}

function shortened(rows: readonly (number | string)[]): string {
  return `${rows.slice(0, MOST_NAMED).join(', ')}${rows.length > MOST_NAMED ? ', …' : ''}`
}
