/** How far a run of `issue` is: counted, and drawn on a terminal as one line that is written over. */
export interface IssueProgress {
  readonly isJson: boolean
  readonly counts: { issued: number; 'already-issued': number; refused: number }
  /** Counts one; gives how many there are of all. */
  count(result: keyof IssueProgress['counts']): number
  total(): number
  summary(): string
  end(): void
}

const BAR = 30
const DRAWN_EVERY_MS = 200

/** `size` of what is read, null where it is not known; `read`: how many bytes of it were. */
export function issueProgress(isJson: boolean, size: number | null, read: () => number): IssueProgress {
  const counts = { issued: 0, 'already-issued': 0, refused: 0 }
  const total = () => counts.issued + counts['already-issued'] + counts.refused
  const summary = () =>
    `${total()} applications: ${counts.issued} issued, ${counts['already-issued']} already issued before, ${counts.refused} refused`
  const { stderr } = process
  const draw = () => {
    const share = size === null || size === 0 ? null : Math.min(1, read() / size)
    const full = Math.round((share ?? 0) * BAR)
    const bar = share === null ? '' : `[${'#'.repeat(full)}${'-'.repeat(BAR - full)}] ${Math.round(share * 100)} %  `
    stderr.write(`\r${bar}${summary()}`)
  }
  const timer = stderr.isTTY ? setInterval(draw, DRAWN_EVERY_MS) : null
  return {
    isJson,
    counts,
    count: (result) => {
      counts[result] += 1
      return total()
    },
    total,
    summary,
    end: () => {
      if (timer === null) return
      clearInterval(timer)
      stderr.write('\r\u001b[K')
    },
  }
}
