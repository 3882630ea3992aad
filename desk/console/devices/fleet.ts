/** All devices: those that want somebody first, a page at a time, by what was asked for. */
import type { FastifyPluginAsync } from 'fastify'
import { fillText } from '#evisa/fill-text.ts'
import { formOf, textsOf } from '../../../pages/form.ts'
import { ENROLLED_ROLES } from '../../device-standing.ts'
import { type Area, wordsOf } from '../area.ts'
import { pageOf } from '../paged.ts'
import { fleetRow } from './fleet-view.ts'
import { listedCarriers, listedDevices, ownDesk } from './own-desk.ts'
import { type AskedFleet, isAskedFor, STATES, sortFleet } from './sort-fleet.ts'

export const fleetRoutes: FastifyPluginAsync<Area> = async (app, { now: clock }) => {
  app.get('/:language/devices', async ({ visit, query }, reply) => {
    const { api, mayKeep, isOfCarrier } = await ownDesk(visit)
    if (isOfCarrier) return reply.redirect(`/${visit.language}/carrier`, 303)
    const words = wordsOf(visit)
    const { devices: own } = words
    const now = clock()
    const { role = '', carrier = '', state = '', named = '', page = '' } = textsOf(query)
    const asked: AskedFleet = { role, carrier, state, named }
    const fleet = sortFleet(await listedDevices(api), now)
    const working = fleet.filter(({ device }) => device.revoked_at === null)
    const found = fleet.filter((one) => isAskedFor(one, asked, now))
    const base = `/${visit.language}/devices`
    const { items, from, to, ...beside } = pageOf(
      found,
      page,
      (number) => `${base}?${new URLSearchParams({ ...asked, page: String(number) })}`,
    )
    const fill = (text: string, values: Record<string, number>) => fillText(text, values, visit.language)
    const wants = working.filter(({ need }) => need !== null).length
    const option = (value: string, text: string) => ({ value, text })
    return reply.page({
      template: 'devices/fleet.njk',
      title: own.title,
      words,
      view: {
        ...{ base, mayKeep, ...beside },
        isNarrowed: Object.values(asked).some((text) => text !== ''),
        rows: items.map((one) => fleetRow(one, visit, now)),
        counted: fill(own.counted, { n: working.length, wants }),
        shown: fill(own.shown, { from, to, all: found.length }),
        form: formOf(asked),
        roles: ENROLLED_ROLES.map((one) => option(one, own.roles[one])),
        carriers: (await listedCarriers(api)).map(({ id, name }) => option(id, `${id} · ${name}`)),
        states: STATES.map((one) => option(one, own.states[one])),
      },
    })
  })
}
