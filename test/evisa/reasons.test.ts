import t from 'tap'
import { isGraver, OUTCOMES, outcomeOf, REASONS, type Reason } from '#evisa/reasons.ts'

/** The decision table as the rules page has it: reason, then the outcome for carrier, entry and exit. */
const TABLE = `
qr/unreadable            refer  refer  refer
qr/too-long              refer  refer  refer
qr/not-an-evisa          refer  refer  refer
qr/malformed             refer  refer  refer
credential/format        refuse refer  refer
credential/header        refuse refer  refer
credential/algorithm     refuse refer  refer
key/unknown              refuse refer  refer
key/not-active           refuse refer  refer
key/compromised          refuse refer  refer
signature/invalid        refuse refer  refer
credential/claims        refuse refer  refer
clock/behind             refer  refer  refer
clock/ahead              refer  refer  refer
arrival/past             refer  -      -
data/none                refer  refer  refer
data/trust-expired       refer  refer  refer
data/too-new       refer  refer  refer
data/damaged             refer  refer  refer
data/status-stale        refer  refer  refer
data/ledger-stale        -      refer  -
status/replaced          refuse refuse refer
status/revoked           refuse refuse refer
status/suspended         refer  refer  refer
status/lost              refer  refer  refer
passport/misread         refer  refer  refer
passport/by-eye          refer  refer  refer
passport/number          refuse refer  refer
passport/nationality     refuse refer  refer
passport/birth-date      refuse refer  refer
passport/document        refer  refer  refer
passport/name            refuse refer  refer
passport/expired         refuse refuse -
passport/not-read        clear  refer  clear
place/unknown            refer  refer  refer
place/not-airport        refuse refuse refer
place/not-international  refuse refuse -
dates/not-yet            refuse refuse -
dates/expired            refuse refuse -
dates/near-boundary      clear  -      -
entries/used-up          refuse refuse -
entries/lost-record      -      refer  refer
entries/stay-open        refer  refer  -
entries/offline-risk     -      refer  -
entries/repeated         clear  refer  clear
stay/overstayed          -      -      refer
stay/no-entry            -      -      refer
nationality/not-eligible refer  refer  -
`
const ROWS = TABLE.trim()
  .split('\n')
  .map((line) => line.split(/ +/))

t.test('the reasons and their order are those of the decision table', async (t) => {
  t.same(
    Object.keys(REASONS),
    ROWS.map(([reason]) => reason),
  )
})

t.test('each audience gets the outcome of the decision table', async (t) => {
  for (const [reason, carrier, entry, exit] of ROWS) {
    const row = (['carrier', 'entry', 'exit'] as const).map((audience) => outcomeOf(reason as Reason, audience) ?? '-')
    t.same(row, [carrier, entry, exit], reason ?? '')
  }
})

t.test('no reason of the reading clears anybody', async (t) => {
  for (const [reason, row] of Object.entries(REASONS)) {
    if (row.stage === 'reading') t.notOk([row.carrier, row.entry, row.exit].includes('clear' as never), reason)
  }
})

t.test('refuse is graver than refer, refer than clear', async (t) => {
  t.same(OUTCOMES, ['clear', 'refer', 'refuse'])
  for (const [at, one] of OUTCOMES.entries()) {
    for (const [place, other] of OUTCOMES.entries()) t.equal(isGraver(one, other), at > place, `${one} and ${other}`)
  }
})
