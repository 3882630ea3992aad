/** A code for another device: what it is for, and whose. */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { fillText } from '#evisa/fill-text.ts'
import { dataOf, refusalOf } from '../../../pages/answers.ts'
import { type FieldError, formOf, textsOf } from '../../../pages/form.ts'
import { ENROLLED_ROLES, isFace } from '../../device-standing.ts'
import { type Area, type ConsoleWords, wordsOf } from '../area.ts'
import { codePage } from './code-page.ts'
import { keepersDesk, listedCarriers } from './own-desk.ts'

type DeviceRole = (typeof ENROLLED_ROLES)[number]

interface Typed {
  readonly role: string
  readonly carrier: string
  readonly station: string
}

const NOTHING: Typed = { role: '', carrier: '', station: '' }

export const enrollingRoutes: FastifyPluginAsync<Area> = async (app) => {
  app.get('/:language/devices/new', (request, reply) => formPage(request, reply, NOTHING, []))
  app.post('/:language/devices/new', async (request, reply) => {
    const { visit, body } = request
    const words = wordsOf(visit)
    const { role: asked = '', carrier = '', station: place = '' } = textsOf(body)
    const typed = { role: asked, carrier, station: place.toUpperCase() }
    const errors = mistyped(typed, words)
    const role = ENROLLED_ROLES.find((one) => one === asked)
    if (role === undefined || errors.length > 0) return formPage(request, reply, typed, errors)
    const api = await keepersDesk(visit)
    const { station } = typed
    const membership = { ...(carrier !== '' && { carrier }), ...(station !== '' && { station }) }
    const made = await api.POST('/v1/enrolment-codes', { body: { role, ...membership } })
    // The airline has as many as it may have, or is not there.
    if (refusalOf(made, 422) !== undefined)
      return formPage(request, reply, typed, [{ field: 'carrier', text: words.devices.full }])
    return codePage(request, reply, {
      ...{ made: dataOf(made), title: words.devices.codeTitle, isScanned: !isFace(role) },
      texts: howTo(role, words, visit.language),
      facts: [
        { key: words.devices.role.label, value: words.devices.roles[role] },
        ...(carrier === '' ? [] : [{ key: words.devices.carrier.label, value: carrier }]),
        ...(station === '' ? [] : [{ key: words.carrier.station.label, value: station }]),
        ...(isFace(role) ? [] : [{ key: words.devices.inTerminal, value: 'npm run -s scan -- enrol CODE' }]),
      ],
      back: { href: `/${visit.language}/devices`, text: words.devices.back },
    })
  })
}

function mistyped({ role, carrier, station }: Typed, { devices }: ConsoleWords): readonly FieldError[] {
  if (!ENROLLED_ROLES.some((one) => one === role)) return [{ field: 'role', text: devices.faults.role }]
  if (role !== 'carrier')
    return carrier === '' && station === '' ? [] : [{ field: 'carrier', text: devices.faults.notOfCarrier }]
  if (station === '') return []
  if (!/^[A-Z]{3}$/.test(station)) return [{ field: 'station', text: devices.faults.station }]
  return carrier === '' ? [{ field: 'carrier', text: devices.faults.whose }] : []
}

/** What is done with the code: scanned or typed at a scanner, read from a file by a face. */
function howTo(role: DeviceRole, { devices, carrier }: ConsoleWords, language: Parameters<typeof fillText>[2]) {
  if (!isFace(role)) return [devices.shownOnce, carrier.codeText]
  return [
    devices.shownOnce,
    fillText(devices.howFace, { setting: `${role.toUpperCase()}_ENROLMENT_CODE_FILE` }, language),
  ]
}

async function formPage(
  { visit }: Pick<FastifyRequest, 'visit'>,
  reply: FastifyReply,
  typed: Typed,
  errors: readonly FieldError[],
): Promise<FastifyReply> {
  const api = await keepersDesk(visit)
  const words = wordsOf(visit)
  const carriers = await listedCarriers(api)
  return reply.page({
    template: 'devices/enrol.njk',
    title: words.devices.enrol,
    words,
    hasFaults: errors.length > 0,
    status: errors.length === 0 ? 200 : 422,
    view: {
      base: `/${visit.language}/devices`,
      form: formOf({ ...typed }, errors),
      roles: ENROLLED_ROLES.map((value) => ({
        ...{ value, text: words.devices.roles[value], hint: words.devices.roleHints[value] },
      })),
      carriers: carriers.map(({ id, name, devices, device_limit }) => ({
        ...{ value: id, text: `${id} · ${name} (${devices}/${device_limit})` },
      })),
    },
  })
}
