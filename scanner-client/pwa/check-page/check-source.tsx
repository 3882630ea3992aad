/** Asking for the e-visa where the address has none: a picture, the PDF, or the code's digits. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { followFileDrops } from '../reading/file-drops.ts'
import { tell } from './check-language.ts'
import type { CheckModel } from './check-model.ts'

export function CheckSource({ check }: { readonly check: CheckModel }) {
  const pasted = useSignal('')
  useEffect(() => {
    const endDrops = followFileDrops(document, (file) => void check.takeFile(file))
    // A picture in the clipboard has no field to go into.
    const paste = (event: ClipboardEvent) => {
      const [file] = event.clipboardData?.files ?? []
      if (file === undefined) return
      event.preventDefault()
      void check.takeFile(file)
    }
    document.addEventListener('paste', paste)
    return () => {
      endDrops()
      document.removeEventListener('paste', paste)
    }
  }, [check])
  return (
    <section>
      <p class="lead">{tell('lead')}</p>
      <h2>{tell('empty/title')}</h2>
      <p>{tell('empty/explain')}</p>
      <label class="button">
        {tell('empty/file')}
        <input
          type="file"
          class="unseen"
          accept="image/*,application/pdf"
          onChange={({ currentTarget }) => {
            const [file] = currentTarget.files ?? []
            if (file !== undefined) void check.takeFile(file)
          }}
        />
      </label>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (pasted.value.trim() !== '') void check.take(pasted.value)
        }}
      >
        <label for="digits">{tell('empty/paste')}</label>
        <textarea
          id="digits"
          rows={4}
          required
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          aria-describedby="digits-hint"
          value={pasted.value}
          onInput={({ currentTarget }) => {
            pasted.value = currentTarget.value
          }}
        />
        <p id="digits-hint" class="hint">
          {tell('empty/paste-hint')}
        </p>
        <button type="submit" class="main">
          {tell('empty/check')}
        </button>
      </form>
    </section>
  )
}
