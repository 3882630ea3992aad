/**
 * The story of how people get an e-visa, over the API: a host invites four travellers; the first pays, the bank's notice is lost,
 * is asked something, answers, gets the e-visa by mail, boards and enters; the second pays twice and gets one amount back; the third is
 * refused; what was decided of a fourth is altered in the database.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { addDays, civilDateAt, formatInstant } from '#evisa/civil-date.ts'
import { applicationFor, type DemoPassport, demoPassport } from '../../fixtures/demo-applications.ts'
import { type Call, KEY_PLACE } from '../server/build-app.ts'
import { passportPage } from '../server/passport-copies/made-passport.ts'
import { alteredDecision } from './altered-decision.ts'
import {
  callOver,
  enrolFace,
  good,
  type Mailbox,
  openMailbox,
  payAt,
  pdfIn,
  signIn,
  until,
  wordsOf,
} from './portal-people.ts'
import { type Json, jsonOf, run, startAcquirer, startServer, verdict } from './programs.ts'
import type { Story, TakeStep } from './story.ts'

const HOST = 'visas@house.example'
const BIN = '941240000193'
const OFFICERS = ['Asel', 'Bauyrzhan'] as const
type Officer = (typeof OFFICERS)[number]

/** Each with the passport that the invitation names. */
const TRAVELLERS = [
  { email: 'nimali@traveller.example', passport: demoPassport('N1234567') },
  { email: 'benali@traveller.example', passport: demoPassport('167890123') },
  { email: 'gurung@traveller.example', passport: demoPassport('PA0456789') },
  { email: 'abdelrahman@traveller.example', passport: demoPassport('A12345678') },
] as const
type Traveller = (typeof TRAVELLERS)[number]

export const portalStory: Story = async (step, folder) => {
  const mailbox = await openMailbox()
  const acquirer = await startAcquirer(join(folder, 'acquirer'), folder)
  const mail = { EVISA_SMTP_URL: mailbox.url, EVISA_MAIL_FROM: 'visa@authority.example' }
  const keys = { EVISA_CONSOLE_URL: KEY_PLACE.consoleUrl, EVISA_RP_ID: KEY_PLACE.rpId }
  const settings = { EVISA_DATA_DIR: join(folder, 'authority'), ...acquirer.settings, ...mail, ...keys }
  const server = await startServer(settings, folder)
  try {
    await story(step, { folder, url: server.url, mailbox })
  } finally {
    await server.stop()
    await acquirer.stop()
    await mailbox.close()
  }
}

interface Place {
  readonly folder: string
  readonly url: string
  readonly mailbox: Mailbox
}

async function story(step: TakeStep, { folder, url, mailbox }: Place): Promise<void> {
  const today = civilDateAt(Math.floor(Date.now() / 1000))
  const desk = async (officer: Officer | null, ...args: string[]): Promise<Json> => {
    const file = officer === null ? {} : { EVISA_OPERATOR_TOKEN_FILE: join(folder, officer) }
    const env = { EVISA_DATA_DIR: join(folder, 'authority'), ...file }
    return jsonOf(await run('desk/terminal/cli.ts', ['--url', url, '--json', ...args], env, folder))
  }
  const scan = (station: string, ...args: string[]) =>
    run('scanner-client/station/cli.ts', ['--station', join(folder, station), '--json', ...args], {}, folder)

  const portal = await step(
    'a portal is enrolled, and two officers have names of their own',
    'portal, Asel, Bauyrzhan',
    async () => {
      for (const officer of OFFICERS) await desk(null, 'operators', 'add', officer, '--write', join(folder, officer))
      const call = await enrolFace(url, (await desk(null, 'enrol', 'portal')).code)
      return { call, operators: (await desk(null, 'operators')).operators }
    },
    ({ operators }) =>
      ['portal', ...operators.map(({ name }: Json) => name).filter((name: Officer) => OFFICERS.includes(name))].join(
        ', ',
      ),
  )

  await step(
    'anybody: is an e-visa possible for a citizen of Sri Lanka, as a tourist, for ten days?',
    'e-visa B12, 30 days, 60.00 USD',
    async () => good(await callOver(url)('GET', '/v1/eligibility?citizenship=LKA&purpose=tourism&days=10&entry=air')),
    ({ kind, offer: { category, max_stay_days, fee } }) =>
      `${kind} ${category}, ${max_stay_days} days, ${(fee.amount_minor / 100).toFixed(2)} ${fee.currency}`,
  )

  const numbers = await step(
    'a travel house signs in, is confirmed by an officer, and invites four people',
    '4 numbers by mail',
    () => invite({ portal: portal.call, mailbox, desk, today }),
    (sent) => `${sent.filter((number) => /^[1-9][0-9]{9}$/.test(number)).length} numbers by mail`,
  )

  const people = await step(
    'the travellers apply: six short pages, a copy of the passport, and a signed receipt',
    'submitted to pay 60.00 USD, four times',
    () =>
      Promise.all(
        TRAVELLERS.map(async (traveller, at) => {
          const call = await signIn(portal.call, mailbox, { email: traveller.email, kind: 'applicant', came: 1 })
          return { call, ...(await apply(call, traveller, numbers[at] ?? '', today)) }
        }),
      ),
    (all) =>
      all.every(({ fee, receipt }) => receipt.split('.').length === 3 && fee.amount_minor === 6000)
        ? 'submitted to pay 60.00 USD, four times'
        : JSON.stringify(all),
  )
  const [first, second, third, fourth] = people
  if (first === undefined || second === undefined || third === undefined || fourth === undefined)
    throw new Error('four were to apply')

  const paid = (one: (typeof people)[number]) =>
    until(
      async () => good(await one.call('GET', `/v1/applications/${one.reference}`)),
      ({ state }) => state !== 'submitted',
    )
  const begin = async ({ call, reference }: (typeof people)[number]) =>
    good(
      await call('POST', `/v1/applications/${reference}/payments`, { return_address: 'https://portal.example/paid' }),
    )
  await step(
    'the first pays by card; the notice of the bank is lost, and the bank is asked',
    'paid',
    async () => {
      await payAt((await begin(first)).page, 'notice-lost')
      return paid(first)
    },
    ({ state }) => state,
  )
  await step(
    'the second presses twice: one payment is open; and the bank charges it twice',
    'one open, paid',
    async () => {
      const opened = await Promise.all([begin(second), begin(second)])
      await payAt(opened[0].page, 'paid-twice')
      const { state } = await paid(second)
      return { isOne: opened[0].id === opened[1].id, state }
    },
    ({ isOne, state }) => `${isOne ? 'one open' : 'two open'}, ${state}`,
  )
  await step(
    "the bank's file of the day is fetched from the bank: what it charged twice goes back by itself",
    'charged-twice; paid and refunded',
    async () => {
      const { settlements } = await desk(null, 'payments', 'settle', today)
      const findings = settlements.flatMap((one: Json) => one.findings)
      const { payments } = await until(
        async () => good(await second.call('GET', `/v1/applications/${second.reference}/payments`)),
        (told) => told.payments.some((one: Json) => one.state === 'refunded'),
      )
      return { findings, payments }
    },
    ({ findings, payments }) =>
      `${findings.map(({ kind }: Json) => kind).join()}; ${payments
        .map(({ state }: Json) => state)
        .toSorted()
        .join(' and ')}`,
  )
  await step(
    'the third and the fourth pay',
    'paid, paid',
    async () => {
      for (const one of [third, fourth]) await payAt((await begin(one)).page)
      return [await paid(third), await paid(fourth)]
    },
    (all) => all.map(({ state }) => state).join(', '),
  )

  const decide = async (officer: Officer, reference: string, ...decision: string[]): Promise<Json> => {
    const { revision } = await desk(officer, 'case', reference, '--claim')
    return desk(officer, 'decide', reference, ...decision, '--revision', String(revision))
  }
  await step(
    'an officer asks the first something; the answer comes in the account',
    'information-asked, then review',
    async () => {
      const asked = await decide('Asel', first.reference, '--ask', 'Where will you stay in Almaty?')
      const path = `/v1/applications/${first.reference}`
      const { revision } = good(await first.call('GET', path))
      good(await first.call('POST', `${path}/answers`, { text: 'At the house of my host, Abai 10.', revision }))
      return { asked, after: good(await first.call('GET', path)) }
    },
    ({ asked, after }) => `${asked.state}, then ${after.state}`,
  )
  const visas = await step(
    'no objection to the first and the second: signed, sent by mail, and in the account',
    'issued, issued; two PDFs',
    async () => {
      const kept: Buffer[] = []
      const states: string[] = []
      for (const [one, { email }] of [
        [first, TRAVELLERS[0]],
        [second, TRAVELLERS[1]],
      ] as const) {
        await decide('Asel', one.reference, '--no-objection')
        const path = `/v1/applications/${one.reference}`
        const { state } = await until(
          async () => good(await one.call('GET', path)),
          (found) => found.state === 'issued',
        )
        states.push(state)
        const withPdf = await until(
          () => mailbox.mailTo(email),
          (all) => all.some((letter) => pdfIn(letter) !== null),
        )
        kept.push(...withPdf.flatMap((letter) => pdfIn(letter) ?? []))
      }
      return { states, kept }
    },
    ({ states, kept }) => `${states.join(', ')}; ${kept.length === 2 ? 'two' : kept.length} PDFs`,
  )
  await step(
    'the third is refused: one officer proposes, another agrees; the mail says why and what next',
    'second-review, refused, with rule and next step',
    async () => {
      const words = ['--refuse', 'invitation', '--reason', 'The house says that it does not know this traveller.']
      const proposed = await decide('Asel', third.reference, ...words)
      const agreed = await decide('Bauyrzhan', third.reference, '--agree')
      const letters = await until(
        () => mailbox.mailTo(TRAVELLERS[2].email),
        (all) => all.some((letter) => wordsOf(letter).includes('does not know this traveller')),
      )
      return { proposed, agreed, letter: letters.map(wordsOf).find((words) => /does not know/.test(words)) ?? '' }
    },
    ({ proposed, agreed, letter }) =>
      `${proposed.state}, ${agreed.state}, with ${/invit/i.test(letter) ? 'rule' : 'nothing'} and ${/next|can/i.test(letter) ? 'next step' : 'nothing'}`,
  )

  const pdf = join(folder, 'e-visa.pdf')
  await writeFile(pdf, visas.kept[0] ?? Buffer.alloc(0))
  await step(
    'the first boards with what came by mail, and enters; the same once more is looked into',
    'clear; clear, entry online; refer entries/repeated',
    async () => {
      for (const [station, role] of [
        ['gate', 'carrier'],
        ['booth', 'border'],
      ] as const)
        await scan(station, 'enrol', (await desk(null, 'enrol', role)).code, '--name', station, '--checkpoint', 'NQZ')
      const mrz = ['--mrz', first.mrz]
      const landing = formatInstant(Math.floor(Date.now() / 1000) + 6 * 3600)
      const boards = await scan('gate', 'check', pdf, ...mrz, '--arrival', landing, '--flight', 'KC104')
      const enters = await scan('booth', 'admit', pdf, ...mrz)
      return [boards, enters, await scan('booth', 'admit', pdf, ...mrz)]
    },
    (all) => all.map(verdict).join('; '),
  )
  await alteredDecision(step, {
    ...{ url, dataDir: join(folder, 'authority'), desk: (...args) => desk(null, ...args) },
    ...{ reference: fourth.reference, passport: TRAVELLERS[3].passport.number, call: fourth.call },
  })
}

/** The numbers of the invitations, as they came by mail, in the order of the travellers. */
async function invite({
  portal,
  mailbox,
  desk,
  today,
}: {
  readonly portal: Call
  readonly mailbox: Mailbox
  readonly desk: (officer: Officer, ...args: string[]) => Promise<Json>
  readonly today: string
}): Promise<readonly string[]> {
  const house = await signIn(portal, mailbox, { email: HOST, kind: 'host' })
  const claim = { kind: 'tour-operator', number: BIN, name: 'Silk Road Travel LLP', place: 'Almaty' }
  const { host } = good(await house('POST', '/v1/hosts', claim))
  await desk('Asel', 'hosts', 'confirm', host)
  return Promise.all(
    TRAVELLERS.map(async ({ email, passport }) => {
      const content = { ...invitedBy(passport, today), email, language: 'en' }
      const draft = good(await house('POST', '/v1/invitations', { host, content }))
      good(await house('POST', `/v1/invitations/${draft.invitation}/submission`, { revision: draft.revision }))
      await desk('Asel', 'invitations', 'take-up', draft.invitation)
      await desk('Bauyrzhan', 'invitations', 'approve', draft.invitation)
      const [letter] = await mailbox.mailTo(email)
      const [number = ''] = /\b[1-9][0-9]{9}\b/.exec(letter === undefined ? '' : wordsOf(letter)) ?? []
      return number
    }),
  )
}

function invitedBy(passport: DemoPassport, today: string) {
  const terms = { category: 'B12', entries: 1, valid_from: today, valid_until: addDays(today, 29) } as const
  const { holder, passport: papers, ...asked } = applicationFor(passport, 'none', { ...terms, stay_days: 30 })
  const { sex: _, ...person } = holder
  const { category, entries, valid_from, valid_until, stay_days } = asked
  const visit = { purpose: 'tourism', category, entries, valid_from, valid_until, stay_days }
  return { ...person, passport: { number: papers.number, issuer: papers.issuer }, ...visit }
}

/** Applies as a person does, page by page; what was submitted, and the lines of the passport. */
async function apply(call: Call, { passport }: Traveller, number: string, today: string) {
  const { reference } = good(await call('POST', '/v1/applications', { language: 'en' }))
  const path = `/v1/applications/${reference}`
  const { holder, passport: papers } = applicationFor(passport, number, {
    ...{ category: 'B12', entries: 1, valid_from: today, valid_until: today, stay_days: 1 },
  })
  const { revision: ofTerms, editions } = good(await call('GET', '/v1/terms'))
  const terms = { revision: ofTerms, effective_from: editions.at(-1)?.effective_from }
  const { surname, given_names, sex, birth_date, nationality } = holder
  const pages = {
    trip: { purpose: 'tourism', expected_entry: addDays(today, 1), expected_exit: addDays(today, 9) },
    invitation: { visa_support_number: number },
    passport: {
      ...{ number: papers.number, issuer: papers.issuer, expires: papers.expires, surname, given_names, sex },
      ...{ birth_date, nationality, mrz: passport.mrz.join('\n') },
    },
    contact: { phone: '+94 77 123 4567', place_of_stay: 'Hotel Astana, Mangilik El 1' },
    background: { refused_before: 'no', overstayed: 'no', convicted: 'no' },
    declaration: {
      ...{ is_true: 'yes', not_refunded: 'yes' },
      ...{ terms_revision: terms.revision, terms_from: terms.effective_from },
    },
  }
  let revision = 1
  for (const [page, answers] of Object.entries(pages)) {
    const kept = good(await call('PUT', `${path}/pages/${page}`, answers, { 'if-match': String(revision) }))
    if (kept.faults.length > 0) throw new Error(JSON.stringify(kept.faults))
    revision = kept.revision
  }
  const picture = await passportPage()
  const copy = good(await call('POST', `${path}/copies`, { size: picture.length }))
  good(await call('PUT', `${path}/copies/${copy.id}/content`, picture))
  await until(
    async () => good(await call('GET', `${path}/copies/${copy.id}`)),
    ({ state }) => state === 'accepted',
  )
  const submitted = good(await call('POST', `${path}/submission`, { revision, terms }))
  return { reference: reference as string, mrz: passport.mrz.join('|'), fee: submitted.fee, receipt: submitted.receipt }
}
