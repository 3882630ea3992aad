/** Who is at the pages of devices: somebody of the authority, who may keep them or only read of them. */
import { dataOf } from '../../../pages/answers.ts'
import { NotThere } from '../../../pages/page-faults.ts'
import { signedIn } from '../../../pages/signed-in.ts'
import type { Visit } from '../../../pages/visit.ts'

/** The API for whoever is signed in, and what the person may do. People of carriers have a page of their own. */
export async function ownDesk(visit: Visit) {
  const api = signedIn(visit)
  const { person } = dataOf(await api.GET('/v1/me'))
  return { api, mayKeep: person.roles.includes('operator'), isOfCarrier: person.carrier !== null }
}

/** The same for who may keep them. Throws `NotThere` for whoever may only read. */
export async function keepersDesk(visit: Visit) {
  const { api, mayKeep } = await ownDesk(visit)
  if (!mayKeep) throw new NotThere()
  return api
}

export type Api = Awaited<ReturnType<typeof keepersDesk>>

export async function listedDevices(api: Api) {
  return dataOf(await api.GET('/v1/devices')).devices
}

export type ListedDevice = Awaited<ReturnType<typeof listedDevices>>[number]

export async function listedCarriers(api: Api) {
  return dataOf(await api.GET('/v1/carriers')).carriers
}
