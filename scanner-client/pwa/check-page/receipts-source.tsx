/** Asking for receipts: a file, a picture of one's code, or its text. */
import { useSignal } from '@preact/signals'
import { tell } from './check-language.ts'
import type { ReceiptsModel } from './receipts-model.ts'

export function ReceiptsSource({ receipts }: { readonly receipts: ReceiptsModel }) {
  const pasted = useSignal('')
  return (
    <details class="receipts">
      <summary>{tell('receipt/title')}</summary>
      <p>{tell('receipt/explain')}</p>
      <label class="button">
        {tell('receipt/file')}
        <input
          type="file"
          class="unseen"
          accept=".jsonl,.json,.txt,.jwt,image/*,application/pdf"
          onChange={({ currentTarget }) => {
            const [file] = currentTarget.files ?? []
            if (file !== undefined) void receipts.takeFile(file)
          }}
        />
      </label>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (pasted.value.trim() !== '') void receipts.take(pasted.value)
        }}
      >
        <label for="receipt-text">{tell('receipt/paste')}</label>
        <textarea
          id="receipt-text"
          rows={4}
          required
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          value={pasted.value}
          onInput={({ currentTarget }) => {
            pasted.value = currentTarget.value
          }}
        />
        <button type="submit" class="main">
          {tell('receipt/check')}
        </button>
      </form>
    </details>
  )
}
