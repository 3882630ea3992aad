/** Which module measures what: loaded when it is asked for, since some bring a browser with them. */
import type { BenchName, BenchResult } from './targets.ts'

/** Benches that share a server, or a page, and are run together where more than one of them is asked for. */
export interface BenchGroup {
  readonly names: readonly BenchName[]
  /** Measures those of its names that are asked for. */
  readonly run: (asked: readonly BenchName[]) => Promise<readonly BenchResult[]>
}

const alone = (name: BenchName, run: () => Promise<BenchResult>): BenchGroup => ({
  names: [name],
  run: async () => [await run()],
})

export const BENCH_GROUPS: readonly BenchGroup[] = [
  alone('decide.single', async () => (await import('./decide.ts')).decideSingle()),
  alone('decide.batch', async () => (await import('./decide.ts')).decideBatch()),
  alone('issue.batch', async () => (await import('./issue.ts')).issueBatch()),
  alone('api.verify', async () => (await import('./api.ts')).apiVerify()),
  {
    names: ['api.admit', 'sync.push'],
    run: async (asked) => (await import('./ledger.ts')).ledgerBenches(asked),
  },
  alone('sync.feed', async () => (await import('./feed.ts')).syncFeed()),
  alone('station.return', async () => (await import('./station-return.ts')).stationReturn()),
  alone('one.visa', async () => (await import('./one-visa.ts')).oneVisa()),
  alone('conflicts.page', async () => (await import('./conflicts-page.ts')).conflictsPage()),
  alone('referrals.page', async () => (await import('./referrals-page.ts')).referralsPage()),
  alone('start', async () => (await import('./start.ts')).start()),
  alone('scale', async () => (await import('./scale.ts')).scale()),
  alone('status.lookup', async () => (await import('./artefacts.ts')).statusLookup()),
  alone('status.reach', async () => (await import('./status-reach.ts')).statusReach()),
  alone('set.verify', async () => (await import('./artefacts.ts')).setVerify()),
  alone('booth.roster', async () => (await import('./persons.ts')).boothRoster()),
  alone('person.check', async () => (await import('./persons.ts')).personCheck()),
  alone('decision.check', async () => (await import('./decision-check.ts')).decisionCheck()),
  alone('publish.million', async () => (await import('./publish-million.ts')).publishMillion()),
  alone('qr.version', async () => (await import('./qr-version.ts')).qrVersion()),
  alone('qr.decode', async () => (await import('./qr-decode.ts')).qrDecode()),
  {
    names: ['pwa.verdict', 'pwa.start'],
    run: async (asked) => (await import('./pwa-verdict.ts')).pwaBenches(asked),
  },
  alone('pwa.load', async () => (await import('./pwa-load.ts')).pwaLoad()),
  alone('document.pdf', async () => (await import('./document.ts')).documentPdf()),
  alone('api.flood', async () => (await import('./api-flood.ts')).apiFlood()),
  {
    names: ['api.flight', 'api.memory'],
    run: async (asked) => (await import('./api-flight.ts')).flightBenches(asked),
  },
  alone('portal.submit', async () => (await import('./submit.ts')).portalSubmit()),
  alone('portal.press', async () => (await import('./press.ts')).portalPress()),
  alone('payment.histories', async () => (await import('./payment-histories.ts')).paymentHistories()),
  alone('portal.page', async () => (await import('./portal-page.ts')).portalPage()),
  alone('uploads', async () => (await import('./uploads.ts')).uploads()),
]
