/** Carriers and their stations, as calls name them. */
import Type from 'typebox'

export const CarrierId = Type.String({ pattern: '^[A-Z0-9]{2,3}$', description: "The airline's code, e.g. KC" })
export const Station = Type.String({ pattern: '^[A-Z]{3}$', description: 'Where it is kept, by IATA code, e.g. NQZ' })
/** Of one person. */
export const MOST_STATIONS = 100
