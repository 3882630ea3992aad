/** What an edition of the terms changes of the one before, in words: what two people look at before it applies. */
import type { TermsEdition } from './terms-edition.ts'
import { type Figure, figuresOf } from './terms-figures.ts'

/** Tells one fact a line, in the same order each time; nothing where only the first day differs. */
export function termsDifference(before: TermsEdition | null, after: TermsEdition): readonly string[] {
  const facts = [...figureFacts(before, after), ...sourceFacts(before?.sources ?? [], after.sources)]
  return facts.length === 0 ? [] : [`from ${after.effective_from} on:`, ...facts]
}

function* figureFacts(before: TermsEdition | null, after: TermsEdition): Iterable<string> {
  const then = byName(before)
  const now = byName(after)
  for (const [name, figure] of now) {
    const was = then.get(name)
    if (was === undefined) yield `${name} added: ${inWords(figure)}`
    else yield* changedFigure(was, figure)
  }
  for (const [name, was] of then) if (!now.has(name)) yield `${name} removed: ${inWords(was)}`
}

function* changedFigure(was: Figure, is: Figure): Iterable<string> {
  const { name } = is
  if (was.said !== is.said) yield `${name}: ${was.said} -> ${is.said}`
  const added = is.items.filter((item) => !was.items.includes(item))
  const removed = was.items.filter((item) => !is.items.includes(item))
  if (added.length > 0) yield `${name}, added: ${added.join(', ')}`
  if (removed.length > 0) yield `${name}, removed: ${removed.join(', ')}`
  if (was.draft !== is.draft) yield `${name}: ${is.draft ? 'a draft again' : 'a draft no more'}`
  if (was.source !== is.source) yield `${name}: by ${was.source} -> by ${is.source}`
  if (was.note !== is.note) yield `${name}, noted: ${is.note || 'nothing any more'}`
}

function* sourceFacts(before: TermsEdition['sources'], after: TermsEdition['sources']): Iterable<string> {
  const said = ({ title, as_of: day }: TermsEdition['sources'][number]) => `${title}, as of ${day}`
  const then = new Map(before.map((source) => [source.id, said(source)]))
  const now = new Map(after.map((source) => [source.id, said(source)]))
  for (const [id, is] of now) {
    const was = then.get(id)
    if (was === undefined) yield `source ${id} added: ${is}`
    else if (was !== is) yield `source ${id}: ${was} -> ${is}`
  }
  for (const [id, was] of then) if (!now.has(id)) yield `source ${id} removed: ${was}`
}

function byName(edition: TermsEdition | null): ReadonlyMap<string, Figure> {
  return new Map(edition === null ? [] : figuresOf(edition).map((figure) => [figure.name, figure]))
}

function inWords({ said, items, draft }: Figure): string {
  return [said, items.join(', '), draft ? '(a draft)' : ''].filter((part) => part !== '').join(' ')
}
