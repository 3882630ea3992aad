/** A picture or a PDF, chosen; dropping one anywhere on the page is heard by the scan screen. */
import { FIRST_RANGE, isPartly, MORE_PAGES, type PageRange } from '../../offline/found-codes.ts'
import { say } from '../language.ts'
import { fileRead, qrReading } from './app-state.ts'

type OnTexts = (texts: readonly string[]) => unknown

export function FilePicker({ onTexts }: { readonly onTexts: OnTexts }) {
  return (
    <>
      <label class="button">
        {say('file/choose')}
        <input
          class="unseen"
          type="file"
          accept="image/*,application/pdf"
          onChange={async ({ currentTarget }) => {
            const [file] = currentTarget.files ?? []
            if (file === undefined) return
            await takeFile(file, onTexts)
            currentTarget.value = ''
          }}
        />
      </label>
      <FileNote texts={null} />
    </>
  )
}

/** What there is to say of the file that was read last, where these texts are from it, or where nothing was taken of it. */
export function FileNote({ texts }: { readonly texts: readonly string[] | null }) {
  const read = fileRead.value
  if (read === null || (read.name === 'pages' && read.texts !== texts)) return null
  if (read.name !== 'pages') {
    return (
      <p class={read.name === 'fault' ? 'fault' : 'note'} role={read.name === 'fault' ? 'alert' : 'status'}>
        {say(read.name === 'fault' ? read.fault : 'file/reading')}
      </p>
    )
  }
  return (
    <div class="note" role="status">
      <p>
        {say('file/pages', read.pages)} {texts === null && say('file/pages-none')}
      </p>
      {read.more !== null && (
        <button type="button" onClick={read.more}>
          {say('file/pages-more')}
        </button>
      )}
    </div>
  )
}

/**
 * Reads the codes of a picture or PDF. Where no code was found and pages are left, there is nothing to answer yet: it is said,
 * and the others are looked at when that is asked for.
 */
export async function takeFile(
  file: Blob,
  onTexts: OnTexts,
  { range = FIRST_RANGE, known = [] }: { readonly range?: PageRange; readonly known?: readonly string[] } = {},
): Promise<void> {
  fileRead.value = { name: 'reading' }
  const read = await qrReading.value?.readFile(file, range).finally(() => {
    fileRead.value = null
  })
  if (!read?.ok) {
    fileRead.value = { name: 'fault', fault: read?.error ?? 'file/broken' }
    return
  }
  const { pages } = read.value
  const found = [...new Set([...known, ...read.value.texts])]
  if (pages !== null && isPartly(read.value)) {
    const rest = { range: { from: pages.until, most: MORE_PAGES }, known: found }
    const more = pages.until < pages.of ? () => void takeFile(file, onTexts, rest) : null
    const { looked, of } = pages
    const isNothingYet = found.length === 0 && more !== null
    fileRead.value = { name: 'pages', texts: isNothingYet ? null : found, pages: { looked, of }, more }
    if (isNothingYet) return
  }
  await onTexts(found)
}
