/** A carrier's administrator at work: its scanners, a code for another one, and the end of one's access. */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { shortTime } from '#evisa/day-in-words.ts'
import { fillText } from '#evisa/fill-text.ts'
import { dataOf, refusalOf } from '../../pages/answers.ts'
import { formOf, textsOf } from '../../pages/form.ts'
import { NotThere } from '../../pages/page-faults.ts'
import { signedIn } from '../../pages/signed-in.ts'
import { type Area, wordsOf } from './area.ts'
import { deviceRow, devicesOnPage, ownCarrier } from './carrier-view.ts'
import { codePage } from './devices/code-page.ts'
import { askToEnd, endAccess } from './devices/ending.ts'
import { changeRows, mayPropose } from './people-view.ts'

interface OfDevice {
  Params: { id: string }
}

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
    const { codeTitle: title, codeText, back } = words.carrier
    return codePage(request, reply, {
      ...{ made: dataOf(made), title, texts: [codeText], isScanned: true },
      facts: station === '' ? [] : [{ key: words.carrier.station.label, value: station }],
      back: { href: `/${visit.language}/carrier`, text: back },
    })
  })

  app.get<OfDevice>('/:language/carrier/devices/:id', endPage)
  app.post<OfDevice>('/:language/carrier/devices/:id', async (request, reply) => {
    if (!(await endAccess(request, request.params.id))) return endPage(request, reply)
    return reply.redirect(`/${request.visit.language}/carrier`, 303)
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
      ...devicesOnPage(own, textsOf(query).page ?? '', visit),
    },
  })
}

async function endPage(request: FastifyRequest<OfDevice>, reply: FastifyReply): Promise<FastifyReply> {
  const { visit, params } = request
  const { devices } = await ownCarrier(visit)
  const found = devices.find(({ id, revoked_at }) => id === params.id && revoked_at === null)
  if (found === undefined) throw new NotThere()
  const { carrier: words } = wordsOf(visit)
  const { id, name, station, seen } = deviceRow(found, visit)
  return askToEnd(request, reply, {
    question: fillText(words.revokeTitle, { name }, visit.language),
    device: { id, about: [station, `${words.seen}: ${seen}`] },
    texts: [words.revokeText],
    back: { href: `/${visit.language}/carrier`, text: words.back },
  })
}
