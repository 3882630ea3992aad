/** What somebody is looked for by, the same on both databases: each key is a range of an index. */
import type { Found, FoundKind, SearchKey, SearchStore } from './search-store.ts'
import { type Runs, rows, type Steps, type Value } from './steps.ts'

interface Row {
  readonly id: string
  readonly content: string
  readonly passport: string | null
  readonly state: string
  readonly number: string | null
}

interface Searched {
  readonly id: string
  readonly columns: string
  readonly from: string
  readonly isThere: string
  readonly byNumber: string
  readonly byInvitation: string | null
  readonly byEmail: string | null
}

const SEARCHED: Readonly<Record<FoundKind, Searched>> = {
  visa: {
    id: 'v.number',
    columns: 'v.number AS id, v.claims AS content, v.passport, v.status AS state, NULL AS number',
    from: 'visas v',
    isThere: "v.claims <> ''",
    byNumber: 'v.number = ?',
    byInvitation: null,
    byEmail: null,
  },
  application: {
    id: 'v.id',
    columns: 'v.id, v.content, v.passport, v.state, NULL AS number',
    from: 'applications v',
    isThere: "v.content <> ''",
    byNumber: 'v.id = ?',
    byInvitation: null,
    byEmail: "v.account IN (SELECT id FROM accounts WHERE kind = 'applicant' AND email = ? AND erased_at IS NULL)",
  },
  invitation: {
    id: 'v.id',
    columns: 'v.id, v.content, v.passport, v.state, v.number',
    from: 'invitations v',
    isThere: "v.content <> ''",
    byNumber: '1 = 0 AND v.id = ?',
    byInvitation: 'v.number = ?',
    byEmail: null,
  },
}

interface Condition {
  readonly sql: string
  readonly values: readonly Value[]
}

export function searchesInSteps({ read }: Runs): SearchStore {
  return { search: (keys, kinds, limit) => read(() => search(keys, kinds, limit)) }
}

function* search(keys: readonly SearchKey[], kinds: readonly FoundKind[], limit: number): Steps<readonly Found[]> {
  const found: Found[] = []
  for (const kind of kinds) {
    const { id, columns, from, isThere } = SEARCHED[kind]
    const conditions = keys.flatMap((key) => conditionsOf(key, SEARCHED[kind]))
    if (conditions.length === 0) continue
    // Each by an index of its own, and no further than is told; one found by two of them is one.
    const each = conditions.map(
      ({ sql }, at) => `SELECT id FROM (SELECT ${id} AS id FROM ${from} WHERE ${sql} LIMIT ?) AS found_${at}`,
    )
    const all = yield* rows<Row>(
      `SELECT ${columns} FROM ${from} WHERE ${isThere} AND ${id} IN (${each.join(' UNION ')}) ORDER BY ${id} LIMIT ?`,
      ...conditions.flatMap(({ values }) => [...values, limit]),
      limit,
    )
    found.push(...all.map((row) => foundOf(kind, row)))
  }
  return found
}

function conditionsOf(key: SearchKey, { byNumber, byInvitation, byEmail }: Searched): readonly Condition[] {
  const one = (sql: string | null, value: string) => (sql === null ? [] : [{ sql, values: [value] }])
  if (key.by === 'passport') return one('v.passport_number = ?', key.number)
  if (key.by === 'number') return one(byNumber, key.number)
  if (key.by === 'invitation') return one(byInvitation, key.number)
  if (key.by === 'email') return one(byEmail, key.email)
  return ofName(key.words)
}

/** Each word may be the one that the index is read by, since which is the surname is not known. */
function ofName(words: readonly (readonly string[])[]): readonly Condition[] {
  return words.flatMap((spellings, at) => {
    const others = words.filter((_, other) => other !== at)
    const filtered = others.flat().map((spelling) => `% ${spelling}%`)
    return spellings.flatMap((spelling) =>
      // The other words are looked for in the same column, so that the index alone is read.
      ['v.name', 'v.name_turned'].map((column) => ({
        sql: [
          `${column} >= ? AND ${column} < ?`,
          ...others.map((other) => `(${other.map(() => `(' ' || ${column}) LIKE ?`).join(' OR ')})`),
        ].join(' AND '),
        // Names are of A to Z and spaces, and `[` comes next.
        values: [spelling, `${spelling}[`, ...filtered],
      })),
    )
  })
}

function foundOf(kind: FoundKind, { id, content, passport, state, number }: Row): Found {
  const said = JSON.parse(content)
  const holder = said.holder ?? said
  return {
    ...{ kind, id, state, number },
    ...{ surname: holder.surname, givenNames: holder.given_names, birthDate: holder.birth_date },
    passport: passport ?? '',
    ...{ validFrom: said.valid_from, validUntil: said.valid_until },
  }
}
