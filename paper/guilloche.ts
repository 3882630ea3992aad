/** Fine line patterns, as banknotes have them, as operators of a PDF's page (ISO 32000-1, 8.5). Pure, and always the same. */

/** A rosette around a point: a circle whose radius swings, drawn several times turned a little. */
export function rosette(x: number, y: number, radius: number, petals: number, turns: number): string {
  return Array.from({ length: turns }, (_, turn) => {
    const phase = (turn / turns) * ((2 * Math.PI) / petals)
    const point = (angle: number) => {
      const reach = radius * (0.62 + 0.38 * Math.cos(petals * (angle + phase)))
      return `${at(x + reach * Math.cos(angle))} ${at(y + reach * Math.sin(angle))}`
    }
    return closed(point, petals * 16)
  }).join('')
}

/** Waves that run along a band from one side to the other and cross each other. */
export function waves(left: number, right: number, middle: number, height: number, count: number): string {
  return Array.from({ length: count }, (_, wave) => {
    const phase = (wave / count) * 2 * Math.PI
    const steps = 160
    const points = Array.from({ length: steps + 1 }, (_, step) => {
      const along = step / steps
      const swell = 0.55 + 0.45 * Math.cos(2 * Math.PI * along)
      return `${at(left + along * (right - left))} ${at(middle + (height / 2) * swell * Math.sin(9 * Math.PI * along + phase))}`
    })
    return lines(points)
  }).join('')
}

/** A sun of so many rays. */
export function sunRays(x: number, y: number, inner: number, outer: number, rays: number): string {
  return Array.from({ length: rays }, (_, ray) => {
    const angle = (ray / rays) * 2 * Math.PI
    const half = (Math.PI / rays) * 0.62
    const corner = (radius: number, turn: number) =>
      `${at(x + radius * Math.cos(angle + turn))} ${at(y + radius * Math.sin(angle + turn))}`
    const [middle, quarter] = [(inner + outer) / 2, half / 2]
    return `${lines([corner(inner, -half), corner(middle, -quarter), corner(outer, 0), corner(middle, quarter), corner(inner, half)])}h\n`
  }).join('')
}

function closed(point: (angle: number) => string, steps: number): string {
  const points = Array.from({ length: steps }, (_, step) => point((step / steps) * 2 * Math.PI))
  return `${lines(points)}h\n`
}

function lines([first, ...others]: readonly string[]): string {
  return `${first} m\n${others.map((point) => `${point} l\n`).join('')}`
}

function at(value: number): string {
  return value.toFixed(2)
}
