/** The end of a device's access by an operator: what it still holds and who works by it is said before. */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { fillText } from '#evisa/fill-text.ts'
import { NotThere } from '../../../pages/page-faults.ts'
import { type Area, type ConsoleWords, wordsOf } from '../area.ts'
import { askToEnd, endAccess } from './ending.ts'
import { factsOf } from './fleet-view.ts'
import { keepersDesk, type ListedDevice, listedDevices } from './own-desk.ts'
import { placeOf } from './sort-fleet.ts'

interface OfDevice {
  Params: { id: string }
}

export const endDeviceRoutes: FastifyPluginAsync<Area> = async (app, { now }) => {
  app.get<OfDevice>('/:language/devices/:id', (request, reply) => questionPage(request, reply, now()))
  app.post<OfDevice>('/:language/devices/:id', async (request, reply) => {
    if (!(await endAccess(request, request.params.id))) return questionPage(request, reply, now())
    return reply.redirect(`/${request.visit.language}/devices`, 303)
  })
}

async function questionPage(
  request: FastifyRequest<OfDevice>,
  reply: FastifyReply,
  now: number,
): Promise<FastifyReply> {
  const { visit, params } = request
  const devices = await listedDevices(await keepersDesk(visit))
  const found = devices.find(({ id, revoked_at }) => id === params.id && revoked_at === null)
  if (found === undefined) throw new NotThere()
  const words = wordsOf(visit)
  const about = [words.devices.roles[found.role], placeOf(found), ...factsOf(found, visit, now)]
  return askToEnd(request, reply, {
    question: fillText(words.devices.endTitle, { name: found.name }, visit.language),
    device: { id: found.id, about: about.filter((part) => part !== '') },
    texts: whatComes(found, words).map((text) => fillText(text, { n: found.report?.unsent ?? 0 }, visit.language)),
    back: { href: `/${visit.language}/devices`, text: words.devices.back },
  })
}

/** What comes of it: who cannot work any more, and what of its records. */
function whatComes({ role, report }: ListedDevice, { devices }: ConsoleWords): readonly string[] {
  if (role === 'portal' || role === 'console') return [devices.endText, devices.endFaces[role]]
  return [devices.endText, report !== null && report.unsent > 0 ? devices.endHolds : devices.endSent]
}
