/** What is measured and what it must reach, a row a bench: the table of the design. */

/** A figure and its bound. */
export interface Limit {
  /** Which figure; the first one of a bench is its value and needs no name. */
  readonly figure?: string
  readonly unit: string
  readonly atMost?: number
  readonly atLeast?: number
}

export interface Target {
  readonly about: string
  readonly limits: readonly [Limit, ...Limit[]]
}

export interface BenchResult {
  readonly name: string
  /** The figure that the target speaks of. */
  readonly value: number
  readonly unit: string
  readonly target: string
  readonly met: boolean
  readonly details: Readonly<Record<string, number | string>>
}

export const TARGETS = {
  'decide.single': {
    about: 'QR text -> Decision, against one raw check in DER form on the same thread',
    limits: [{ unit: 'x CPU', atMost: 1.8 }],
  },
  'decide.batch': {
    about: 'a whole flight, CPU a decision, against a raw check in DER form',
    limits: [{ unit: 'x CPU', atMost: 1.7 }],
  },
  'issue.batch': {
    about: 'CPU an e-visa issued, against one raw signature in DER form',
    limits: [{ unit: 'x CPU', atMost: 4 }],
  },
  'api.verify': {
    about: 'CPU of the server a call, against a bare Fastify route with two checks (proof, e-visa)',
    limits: [{ unit: 'x CPU', atMost: 1.7 }],
  },
  'api.admit': {
    about:
      'CPU of the server an admission, against a bare route with two checks, one signature and one insert in a shared commit',
    limits: [{ unit: 'x CPU', atMost: 1.5 }],
  },
  'sync.push': {
    about: 'CPU an event handed in in batches of 500, against a raw check and an insert',
    limits: [{ unit: 'x CPU', atMost: 1.6 }],
  },
  'sync.feed': {
    about: '1,000,000 used entries onto a fresh station, CPU an entry against a raw bulk insert of the same rows',
    limits: [
      { unit: 'x CPU', atMost: 2 },
      { figure: 'over an empty sync', unit: 'MB', atMost: 50 },
    ],
  },
  'station.return': {
    about:
      'a station that holds 1,000,000 crossings, after the store was restored: one sync until it has the ledger of the new epoch beside the old one, by the clock on the wall',
    limits: [{ unit: 's', atMost: 30 }],
  },
  'one.visa': {
    about: 'a batch of 500 events of one e-visa on top of 0, 500, 1000, 2000: the dearest against the first',
    limits: [{ unit: 'x CPU', atMost: 1.3 }],
  },
  'conflicts.page': {
    about: 'a page of the list of conflicts, p95 of the slowest kind of page, where 100,000 wait',
    limits: [{ unit: 'ms', atMost: 50 }],
  },
  'referrals.page': {
    about: 'a page of those sent to second line, p95 of the slowest kind of page, where 100,000 are kept',
    limits: [{ unit: 'ms', atMost: 20 }],
  },
  start: {
    about: '`scan status`, and a restart of the server to its first answer, by the clock on the wall',
    limits: [
      { unit: 's', atMost: 0.45 },
      { figure: 'server', unit: 's', atMost: 1.2 },
    ],
  },
  scale: {
    about:
      'admission over HTTP, look-up, search, publishing after one change, start: at 10 k, 100 k, 1 M e-visas, from the first to the last',
    limits: [{ unit: 'x CPU', atMost: 1.2 }],
  },
  'status.lookup': {
    about: 'one look-up among 10,000,000 e-visas',
    limits: [
      { unit: 'us', atMost: 0.1 },
      { figure: 'held', unit: 'MB', atMost: 2.6 },
    ],
  },
  'status.reach': {
    about: 'from the revocation to the refusal of an online scanner, p95',
    limits: [{ unit: 'ms', atMost: 100 }],
  },
  'set.verify': {
    about: 'a full set for 1,000,000 e-visas, verified',
    limits: [{ unit: 'ms', atMost: 20 }],
  },
  'booth.roster': {
    about: 'a roster of 5,000 officers with two keys each, verified; its size as it travels, packed',
    limits: [
      { unit: 'ms CPU', atMost: 50 },
      { figure: 'size', unit: 'MB', atMost: 2 },
    ],
  },
  'person.check': {
    about: "CPU of a check of a person's assertion over a decision, before it is issued",
    limits: [{ unit: 'us CPU', atMost: 150 }],
  },
  'decision.check': {
    about:
      'CPU of all that is looked at of a decision before it is issued, its signature and what its signer could do then, where 5,000 are kept',
    limits: [{ unit: 'us CPU', atMost: 150 }],
  },
  'publish.million': {
    about: 'everything signed anew for 1,000,000 e-visas',
    limits: [{ unit: 's', atMost: 3 }],
  },
  'qr.version': {
    about: 'largest QR version of 30 seeded holders, ECC M, prefix EV1:',
    limits: [{ unit: 'version', atMost: 8 }],
  },
  'qr.decode': {
    about: 'seeded pictures over the whole scale of each distortion whose right text is read by the station',
    limits: [
      { unit: '%', atLeast: 93 },
      { figure: 'in Chromium', unit: '%', atLeast: 93 },
      { figure: 'wrong texts', unit: 'pictures', atMost: 0 },
    ],
  },
  'pwa.verdict': {
    about: 'camera frame in -> verdict painted, p95, in Chromium, beside an empty page that paints as much',
    limits: [
      { unit: 'ms', atMost: 150 },
      { figure: 'the empty page', unit: 'x', atMost: 1.5 },
    ],
  },
  'pwa.start': {
    about: 'the installed page opened without a network, the processor four times slower, until it can scan',
    limits: [{ unit: 'ms', atMost: 2000 }],
  },
  'pwa.load': {
    about: 'first load of the scanner page, compressed, without the WebAssembly; and the WebAssembly',
    limits: [
      { unit: 'kB', atMost: 110 },
      { figure: 'wasm', unit: 'kB', atMost: 250 },
    ],
  },
  'document.pdf': {
    about: 'pages of A4 a second on the cores of the machine',
    limits: [{ unit: 'pages/s', atLeast: 80 }],
  },
  'api.flood': {
    about: 'p99 of honest calls while 32 hostile connections do their worst',
    limits: [{ unit: '% more', atMost: 20 }],
  },
  'api.flight': {
    about: '400 passengers, from the request to the last answer, and to the first',
    limits: [
      { unit: 's', atMost: 0.3 },
      { figure: 'first row', unit: 'ms', atMost: 40 },
    ],
  },
  'api.memory': {
    about: 'heap that the server holds more after 200 flights than after 50',
    limits: [{ unit: 'MB', atMost: 2 }],
  },
  'portal.submit': {
    about:
      'CPU of the server a submission, against a bare route with one check, one signature and the same inserts in one commit',
    limits: [
      { unit: 'x CPU', atMost: 3 },
      { figure: 'p99 at half load', unit: 'ms', atMost: 300 },
    ],
  },
  'portal.press': {
    about:
      "CPU of the portal and the server together for a press on the last page's button, against a bare route that takes the same form, with the checks of form and session, one signature and the same rows in one commit",
    limits: [
      { unit: 'x CPU', atMost: 3 },
      { figure: 'p99 at half load', unit: 'ms', atMost: 300 },
    ],
  },
  'payment.histories': {
    about:
      '2,000 random histories of payments that end as the bank has it, CPU a history with all that looks at it, against as many bare edges in commits of their own',
    limits: [{ unit: 'x CPU', atMost: 16 }],
  },
  'portal.page': {
    about:
      'a page of the portal, p95 of the slowest, from the request to the whole of it with the calls to the server, where 100,000 cases are kept; and against the same pages where there are no others',
    limits: [
      { unit: 'ms', atMost: 50 },
      { figure: 'over a store without the others', unit: 'x', atMost: 1.5 },
    ],
  },
  uploads: {
    about:
      '200 copies of passports sent at once, and opened: memory that the server takes more than at rest, and what opens them, together, at most',
    limits: [{ unit: 'MB', atMost: 300 }],
  },
} as const satisfies Readonly<Record<string, Target>>

export type BenchName = keyof typeof TARGETS
export const BENCH_NAMES = Object.keys(TARGETS) as readonly BenchName[]

/** Whether figures, in the order of the limits, are all within them. */
export function isMet(name: BenchName, figures: readonly number[]): boolean {
  const { limits }: Target = TARGETS[name]
  return limits.every(({ atMost, atLeast }, at) => {
    // A figure that is no number is within no limit.
    const figure = figures[at] ?? Number.NaN
    return figure <= (atMost ?? Number.POSITIVE_INFINITY) && figure >= (atLeast ?? Number.NEGATIVE_INFINITY)
  })
}

/** `<= 0.3 s; first row <= 40 ms`. */
export function targetText(name: BenchName): string {
  const { limits }: Target = TARGETS[name]
  return limits
    .map(({ figure, unit, atMost, atLeast }) => {
      const bound = atMost === undefined ? `>= ${atLeast}` : `<= ${atMost}`
      return `${figure === undefined ? '' : `${figure} `}${bound} ${unit}`
    })
    .join('; ')
}

/** The result of a bench, judged by its row; `figures` in the order of the limits. */
export function benchResult(
  name: BenchName,
  figures: readonly [number, ...number[]],
  details: BenchResult['details'],
): BenchResult {
  const { limits }: Target = TARGETS[name]
  const others = limits.flatMap(({ figure, unit }, at) =>
    figure === undefined ? [] : [[`${figure}, ${unit}`, rounded(figures[at] ?? Number.NaN)] as const],
  )
  return {
    name,
    value: rounded(figures[0]),
    unit: limits[0].unit,
    target: targetText(name),
    met: isMet(name, figures),
    details: { ...Object.fromEntries(others), ...details },
  }
}

// Three digits that count, and a whole number whole.
function rounded(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3))
}
