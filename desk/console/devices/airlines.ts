/** The airlines: how many devices each may have and has, and who its administrators are. An operator adds and changes them. */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { dataOf, refusalOf } from '../../../pages/answers.ts'
import { type FieldError, formOf, textsOf } from '../../../pages/form.ts'
import { NotThere } from '../../../pages/page-faults.ts'
import { type Area, type ConsoleWords, wordsOf } from '../area.ts'
import { personsOf } from '../people-view.ts'
import { airlineRow } from './airline-view.ts'
import { keepersDesk, listedCarriers, ownDesk } from './own-desk.ts'

interface OfAirline {
  Params: { id: string }
}

interface Typed {
  readonly code: string
  readonly name: string
  readonly devices: string
}

/** As the API takes them. */
const MOST_DEVICES = 10_000
const MOST_LETTERS = 60

export const airlineRoutes: FastifyPluginAsync<Area> = async (app) => {
  app.get('/:language/devices/airlines', async ({ visit }, reply) => {
    const { api, mayKeep, isOfCarrier } = await ownDesk(visit)
    if (isOfCarrier) throw new NotThere()
    const words = wordsOf(visit)
    const people = await personsOf(api)
    const airlines = (await listedCarriers(api)).map((one) => airlineRow(one, people, visit))
    const view = { airlines, mayKeep, base: `/${visit.language}/devices` }
    return reply.page({ template: 'devices/airlines.njk', title: words.devices.airlines, words, view })
  })

  app.get('/:language/devices/airlines/new', async (request, reply) => {
    await keepersDesk(request.visit)
    return airlinePage(request, reply, null, { code: '', name: '', devices: '' }, [])
  })
  app.get<OfAirline>('/:language/devices/airlines/:id', async (request, reply) => {
    const { id, name, device_limit } = await airlineOf(request)
    return airlinePage(request, reply, id, { code: id, name, devices: String(device_limit) }, [])
  })
  app.post('/:language/devices/airlines/new', (request, reply) => setAirline(request, reply, null))
  app.post<OfAirline>('/:language/devices/airlines/:id', async (request, reply) =>
    setAirline(request, reply, (await airlineOf(request)).id),
  )
}

async function airlineOf({ visit, params }: FastifyRequest<OfAirline>) {
  const found = (await listedCarriers(await keepersDesk(visit))).find(({ id }) => id === params.id)
  if (found === undefined) throw new NotThere()
  return found
}

async function setAirline(request: FastifyRequest, reply: FastifyReply, known: string | null): Promise<FastifyReply> {
  const { visit } = request
  const words = wordsOf(visit)
  const { code = '', name = '', devices = '' } = textsOf(request.body)
  const typed = { code: known ?? code.toUpperCase(), name, devices }
  const api = await keepersDesk(visit)
  const { faults } = words.devices
  const errors = [...mistyped(typed, words)]
  // Whoever adds one does not change another by its code.
  if (known === null && (await listedCarriers(api)).some(({ id }) => id === typed.code))
    errors.push({ field: 'code', text: faults.codeTaken })
  if (errors.length > 0) return airlinePage(request, reply, known, typed, errors)
  const set = await api.PUT('/v1/carriers/{id}', {
    params: { path: { id: typed.code } },
    body: { name, device_limit: Number(devices) },
  })
  if (refusalOf(set, 400) !== undefined)
    return airlinePage(request, reply, known, typed, [{ field: 'name', text: faults.name }])
  dataOf(set)
  return reply.redirect(`/${visit.language}/devices/airlines`, 303)
}

function mistyped({ code, name, devices }: Typed, { devices: { faults } }: ConsoleWords): readonly FieldError[] {
  const isNumber = /^\d{1,5}$/.test(devices) && Number(devices) <= MOST_DEVICES
  return [
    ...(/^[A-Z0-9]{2,3}$/.test(code) ? [] : [{ field: 'code', text: faults.code }]),
    ...(name !== '' && [...name].length <= MOST_LETTERS ? [] : [{ field: 'name', text: faults.name }]),
    ...(isNumber ? [] : [{ field: 'devices', text: faults.devices }]),
  ]
}

function airlinePage(
  { visit }: Pick<FastifyRequest, 'visit'>,
  reply: FastifyReply,
  known: string | null,
  typed: Typed,
  errors: readonly FieldError[],
): FastifyReply {
  const words = wordsOf(visit)
  const list = `/${visit.language}/devices/airlines`
  return reply.page({
    template: 'devices/airline.njk',
    title: known === null ? words.devices.addAirline : words.devices.changeAirline,
    words,
    hasFaults: errors.length > 0,
    status: errors.length === 0 ? 200 : 422,
    view: { list, known, address: `${list}/${known ?? 'new'}`, form: formOf({ ...typed }, errors) },
  })
}
