/** What the journeys need of a browser, whichever it is: so little that a program of a hundred lines can give it. */

export interface OtherTab {
  /** What the expression comes to in the page, as JSON; a promise is waited for. Rejects with what the page throws. */
  evaluate(expression: string): Promise<unknown>
  /** Resolves once it was loaded; rejects where it was not. */
  goto(url: string): Promise<void>
  reload(): Promise<void>
  close(): Promise<void>
}

export interface OtherBrowser {
  readonly version: string
  /** Every question that a page put before the person, by its kind; each was answered with no. */
  readonly asked: readonly string[]
  open(url: string): Promise<OtherTab>
  /** Ends it; what it stored stays in its profile. */
  close(): Promise<void>
}

export interface Engine {
  readonly name: string
  /** What of this machine is missing for it: Debian's packages. */
  missing(): Promise<readonly string[]>
  /** Starts it with what it stored in this folder before. */
  start(profile: string): Promise<OtherBrowser>
}
