/** A carrier's administrator at work: its scanners, a code for another one, and the end of one's access. */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import QRCode from 'qrcode'
import { shortTime } from '#evisa/day-in-words.ts'
import { writeEnrolmentCode } from '#evisa/enrolment-code.ts'
import { fillText } from '#evisa/fill-text.ts'
import { dataOf, refusalOf } from '../../pages/answers.ts'
import { formOf, textsOf } from '../../pages/form.ts'
import { NotThere } from '../../pages/page-faults.ts'
import { signedIn } from '../../pages/signed-in.ts'
import { type Area, wordsOf } from './area.ts'
import { deviceRow, ownCarrier, pageOf } from './carrier-view.ts'
import { changeRows, mayPropose } from './people-view.ts'

interface OfDevice {
  Params: { id: string }
}

const REASONS = ['lost', 'stolen', 'broken', 'replaced', 'not-needed'] as const
const STATION = /^[A-Z]{3}$/

export const carrierRoutes: FastifyPluginAsync<Area> = async (app) => {
  app.get('/:language/carrier', (request, reply) => carrierPage(request, reply, { station: '', fault: '' }))

  // Whoever had to sign in first goes on from here.
  app.get('/:language/carrier/code', ({ visit }, reply) => reply.redirect(`/${visit.language}/carrier`, 303))
  app.post('/:language/carrier/code', async (request, reply) => {
    const { visit, body } = request
    const words = wordsOf(visit)
    const station = (textsOf(body).station ?? '').toUpperCase()
    const { person } = dataOf(await signedIn(visit).GET('/v1/me'))
    const isGood =
      person.stations === null ? station === '' || STATION.test(station) : person.stations.includes(station)
    if (!isGood) return carrierPage(request, reply, { station, fault: words.carrier.badStation })
    const made = await signedIn(visit).POST('/v1/enrolment-codes', {
      body: { role: 'carrier', ...(station !== '' && { station }) },
    })
    const refused = refusalOf(made, 403, 422)
    const { badStation, full } = words.carrier
    if (refused !== undefined)
      return carrierPage(request, reply, { station, fault: refused.status === 422 ? full : badStation })
    const { server, secret, root_fingerprint: root, expires_at } = dataOf(made)
    const text = writeEnrolmentCode({ server, secret, root })
    return reply.page({
      template: 'carrier-code.njk',
      title: words.carrier.codeTitle,
      words,
      view: {
        ...{ text, station, page: `${server}/scan/`, carrier: `/${visit.language}/carrier` },
        picture: await QRCode.toDataURL(text, { margin: 4, width: 320 }),
        until: shortTime(expires_at, visit.language),
      },
    })
  })

  app.get<OfDevice>('/:language/carrier/devices/:id', (request, reply) => revokePage(request, reply, ''))
  app.post<OfDevice>('/:language/carrier/devices/:id', async (request, reply) => {
    const { visit, params, body } = request
    const words = wordsOf(visit)
    const asked = textsOf(body).reason
    const reason = REASONS.find((one) => one === asked)
    if (reason === undefined) return revokePage(request, reply, words.carrier.noReason)
    const ended = await signedIn(visit).DELETE('/v1/devices/{id}', {
      params: { path: { id: params.id }, query: { reason } },
    })
    // Not there any more: somebody else was faster, and what was asked for is so.
    refusalOf(ended, 404)
    return reply.redirect(`/${visit.language}/carrier`, 303)
  })
}

async function carrierPage(
  { visit, query }: FastifyRequest,
  reply: FastifyReply,
  { station, fault }: { readonly station: string; readonly fault: string },
): Promise<FastifyReply> {
  const own = await ownCarrier(visit)
  const words = wordsOf(visit)
  const { person, carrier } = own
  const { title, counted, tablets } = words.carrier
  const until = carrier.tablets_until === null ? '' : shortTime(carrier.tablets_until, visit.language)
  return reply.page({
    template: 'carrier.njk',
    title: fillText(title, { carrier: carrier.name }, visit.language),
    words,
    hasFaults: fault !== '',
    status: fault === '' ? 200 : 422,
    view: {
      ...{ address: `/${visit.language}`, name: person.name, stations: person.stations },
      counted: fillText(counted, { n: carrier.devices, most: carrier.device_limit }, visit.language),
      tablets: until && fillText(tablets, { at: until }, visit.language),
      isOneKey: person.keys.length === 1,
      changes: mayPropose(person) ? await changeRows(signedIn(visit), visit, person.id) : [],
      form: formOf({ station }, fault === '' ? [] : [{ field: 'station', text: fault }]),
      ...pageOf(own, textsOf(query).page ?? '', visit),
    },
  })
}

async function revokePage(
  { visit, params }: FastifyRequest<OfDevice>,
  reply: FastifyReply,
  fault: string,
): Promise<FastifyReply> {
  const { devices } = await ownCarrier(visit)
  const found = devices.find(({ id, revoked_at }) => id === params.id && revoked_at === null)
  if (found === undefined) throw new NotThere()
  const words = wordsOf(visit)
  const device = deviceRow(found, visit)
  return reply.page({
    template: 'carrier-revoke.njk',
    title: words.carrier.revoke,
    words,
    hasFaults: fault !== '',
    status: fault === '' ? 200 : 422,
    view: {
      ...{ device, carrier: `/${visit.language}/carrier` },
      question: fillText(words.carrier.revokeTitle, { name: found.name }, visit.language),
      reasons: REASONS.map((value) => ({ value, text: words.carrier.reasons[value] })),
      form: formOf({}, fault === '' ? [] : [{ field: 'reason', text: fault }]),
    },
  })
}
