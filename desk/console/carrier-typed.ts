/** Of which carrier and stations somebody is to be, as it is typed. */
import type { FieldError } from '../../pages/form.ts'
import type { ConsoleWords } from './area.ts'

interface OfCarrier {
  readonly carrier: string | null
  readonly stations: string[] | null
}

/** Stations stand side by side, however they are parted; none are all of them. */
export function carrierTyped({ carrier = '', stations = '' }: Readonly<Record<string, string>>): OfCarrier {
  const codes = stations
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter((code) => code !== '')
  return { carrier: carrier.toUpperCase() || null, stations: codes.length === 0 ? null : codes }
}

export function carrierMistyped({ carrier, stations }: OfCarrier, { people }: ConsoleWords): readonly FieldError[] {
  const { carrier: noCarrier, stations: noStations } = people.faults
  return [
    ...(carrier === null || /^[A-Z0-9]{2,3}$/.test(carrier) ? [] : [{ field: 'carrier', text: noCarrier }]),
    ...(stations === null || (stations.length <= 100 && stations.every((code) => /^[A-Z]{3}$/.test(code)))
      ? []
      : [{ field: 'stations', text: noStations }]),
  ]
}
