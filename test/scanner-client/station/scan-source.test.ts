import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Command } from 'commander'
import t from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { sync } from '../../../scanner-client/offline/sync.ts'
import { type Asked, asked, scanSource, showPages, situationOf } from '../../../scanner-client/station/scan-source.ts'
import { openStationStore } from '../../../scanner-client/station/station-store.ts'
import { MRZ } from '../../server/build-app.ts'
import { scene } from '../booth-scene.ts'
import { hold } from '../held-by-hand.ts'
import { drawCode, inSharp, makePdf, sideBySide } from '../made-pictures.ts'
import { enrol, enrolmentOf, worldSet } from '../made-station.ts'

const unicorn = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10']
const border = enrolmentOf()
const carrier = enrolmentOf({ role: 'carrier' })
const arrival = '2026-11-22T23:00:00+05:00'

t.test('tells the situation by who the station is and what was given', async (t) => {
  t.same(situationOf({}, border, 'entry'), { audience: 'entry', checkpoint: 'NQZ' })
  t.same(situationOf({ checkpoint: 'ALA', flight: 'KC104', mrz: 'A | B', diverted: true }, border, 'exit'), {
    audience: 'exit',
    checkpoint: 'ALA',
    flight: 'KC104',
    mrz: 'A\nB',
    diverted: true,
  })
  t.match(situationOf({ arrival }, carrier, 'entry', Date.parse(arrival) / 1000), { audience: 'carrier', arrival })
})

t.test('a place, a flight and a time are read as people write them', async (t) => {
  t.match(situationOf({ checkpoint: ' nqz', flight: 'kc 104' }, border, 'entry'), {
    checkpoint: 'NQZ',
    flight: 'KC104',
  })
  t.match(situationOf({ checkpoint: 'aktau-sea' }, border, 'entry'), { checkpoint: 'aktau-sea' })
  t.match(situationOf({}, enrolmentOf({ checkpoint: 'ala' }), 'entry'), { checkpoint: 'ALA' }, 'of its enrolment, too')
  for (const written of ['2026-11-22 23:00', '22.11.2026 23:00', arrival, '2026-11-22T18:00:00Z'])
    t.match(situationOf({ arrival: written }, carrier, 'entry', Date.parse(arrival) / 1000), { arrival }, written)
})

t.test('a passport is read as readers and people type it', async (t) => {
  const mrz = unicorn.join('\n')
  for (const typed of [
    unicorn.join('|'),
    unicorn.join(''),
    unicorn.map((line) => line.replace(/<+$/, '')).join(' | '),
    unicorn.join('\n').replaceAll('<', ';'),
  ])
    t.match(situationOf({ mrz: typed }, border, 'entry'), { mrz }, typed)
  t.match(situationOf({ mrz: 'none' }, border, 'entry'), { mrz: 'none' })
})

t.test('says what is missing or wrong', async (t) => {
  const nowhere = enrolmentOf({ checkpoint: null })
  t.throws(() => situationOf({}, nowhere, 'entry'), { name: 'StationError', message: /say where/ })
  t.throws(() => situationOf({}, carrier, 'entry'), { name: 'StationError', message: /when the flight lands/ })
  t.throws(() => situationOf({ flight: 'x' }, border, 'entry'), {
    name: 'StationError',
    message: /^--flight is a flight number such as KC104/,
  })
  t.throws(() => situationOf({ arrival: 'tomorrow' }, border, 'entry'), { message: /leave --arrival out/ })
  t.throws(() => situationOf({ arrival, diverted: true }, carrier, 'entry'), { message: /leave --diverted out/ })
  t.throws(() => situationOf({ arrival: 'tonight' }, carrier, 'entry'), { message: /arrival must be a date and time/ })
  const landing = Date.parse(arrival) / 1000
  t.match(situationOf({ arrival }, carrier, 'entry', landing - 68 * 3600), { arrival })
  t.throws(() => situationOf({ arrival }, carrier, 'entry', landing - 68 * 3600 - 1), {
    ...{ name: 'StationError', message: /arrival is too far ahead/ },
  })
})

t.test('gives a command the options of a situation', async (t) => {
  let given: Asked = {}
  const program = asked(new Command('check')).action((options: Asked) => {
    given = options
  })
  program.parse(['--checkpoint', 'ALA', '--flight', 'KC104', '--diverted'], { from: 'user' })
  t.same(given, { checkpoint: 'ALA', flight: 'KC104', diverted: true })
})

t.test('reads a source and decides about it', async (t) => {
  const store = openStationStore(join(t.testdir(), 'station.db'))
  t.teardown(() => store.close())
  await enrol(store)
  await hold(store, await worldSet(), NOW)
  const { scan, situation, texts } = await scanSource('EV1:12', {}, 'entry', store, { dir: '', offline: true })
  t.match(scan.decision, { reason: 'qr/malformed', online: false })
  t.match(situation, { audience: 'entry' })
  t.same(texts, ['EV1:12'])
  const folder = t.testdir({ lines: 'P<LKA\n' })
  const withLines = (mrz: string) => scanSource('EV1:12', { mrz }, 'entry', store, { dir: '', offline: true })
  t.match((await withLines(join(folder, 'lines'))).situation, { mrz: /^P<LKA/ }, 'lines in a file')
  await t.rejects(withLines(folder), { message: /--mrz: there is no file/ }, 'a folder holds no lines')
})

t.test('of several e-visas the passport chooses, or whoever names one', async (t) => {
  const { built, visa, stations } = await scene(t, 1)
  const { holder, passport } = visa.claims
  const other = await built.issue({
    holder: { ...holder, given_names: 'ANUKI' },
    passport: { ...passport, number: 'N7654321' },
  })
  const { store } = stations[0]
  await sync(store, stations[0].client, stations[0].platform())
  const paper = join(t.testdir(), 'family.png')
  const codes = sideBySide(drawCode(visa.qr_text), drawCode(other.qr_text))
  await inSharp(codes).png().toFile(paper)
  const scanned = (given: Asked) => scanSource(paper, given, 'entry', store, { dir: '', offline: true })
  t.match((await scanned({ mrz: MRZ })).scan.decision.visa, { visa_number: visa.visa_number })
  const printed = (number: string) => number.replace(/(.{4})(?=.)/g, '$1-')
  await t.rejects(scanned({}), {
    name: 'StationError',
    message: new RegExp(`^there are 2 e-visas here: .*--mrz(.|\n)*--visa ${printed(other.visa_number)}   PERERA ANUKI`),
  })
  const chosen = await scanned({ visa: printed(other.visa_number).toLowerCase() })
  t.match(chosen.scan.decision.visa, { visa_number: other.visa_number })
  t.same(chosen.texts, [other.qr_text])
  await t.rejects(scanned({ visa: 'K7Q2' }), { message: /12 letters and digits/ })
  await t.rejects(scanned({ visa: printed(other.visa_number), mrz: MRZ }), {
    message: /that of this passport, is another one than/,
  })
})

t.test('pages of a PDF that were not looked at are told, and looked at when that is asked for', async (t) => {
  const { visa, stations } = await scene(t, 1)
  const { store } = stations[0]
  const long = join(t.testdir(), 'long.pdf')
  await writeFile(long, await makePdf([drawCode(visa.qr_text)], { pagesBefore: 10 }))
  const scanned = (given: Asked) => scanSource(long, { mrz: MRZ, ...given }, 'entry', store, { dir: '', offline: true })
  const first = (await scanned({})).scan
  t.match(first, { decision: { reason: 'qr/unreadable' }, pages: { looked: 10, of: 11 } })
  t.equal(showPages({ looked: 10, until: 10, of: 11 }), 'pages looked at: 10 of 11; the others: --all-pages')
  t.equal(showPages({ looked: 10, until: 11, of: 11 }), 'pages looked at: 10 of 11', 'one could not be drawn')
  const whole = (await scanned({ allPages: true })).scan
  t.match(whole, { decision: { visa: { visa_number: visa.visa_number } }, pages: { looked: 11, of: 11 } })
})
