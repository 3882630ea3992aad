/** The timer of what is done again every hour, whether or not anybody calls. */

const HOUR_MS = 3_600_000

export interface HourlyWork {
  /** A round of it. One that fails is told to `failed`, and the next one comes all the same. */
  readonly work: () => Promise<unknown>
  readonly failed: (error: Error) => void
  /** Rejects where the clock is doubted: by one that jumped nothing may lapse, and nobody be forgotten. */
  readonly assertClock?: (() => Promise<void>) | undefined
  /** Only tests wait less. */
  readonly everyMs?: number | undefined
}

/** What goes by the clock of this server. */
export interface ByClock {
  /** As `HourlyWork` has it; without it the clock is believed. */
  readonly assertClock?: () => Promise<void>
}

export interface Hourly {
  /** A round beside those of the timer, whose first one comes after an hour. Never rejects. */
  round(): Promise<void>
  /** Begins no round any more; one that is under way goes on. */
  stop(): void
}

/** From now on until it is stopped. */
export function everyHour({ work, failed, assertClock, everyMs = HOUR_MS }: HourlyWork): Hourly {
  const round = async () => {
    try {
      if (assertClock !== undefined) await assertClock()
      await work()
    } catch (error) {
      failed(error as Error)
    }
  }
  const timer = setInterval(round, everyMs)
  // The timer must not keep a start that failed from ending.
  timer.unref()
  return { round, stop: () => clearInterval(timer) }
}
