/** A picture or a PDF, chosen; dropping one anywhere on the page is heard by the scan screen. */
import { useSignal } from '@preact/signals'
import { say } from '../language.ts'
import { qrReading } from './app-state.ts'

interface FilePickerProps {
  readonly onTexts: (texts: readonly string[]) => void
}

export function FilePicker({ onTexts }: FilePickerProps) {
  const fault = useSignal<string | null>(null)
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
            fault.value = null
            const read = await readFile(file)
            currentTarget.value = ''
            if (read.ok) onTexts(read.value)
            else fault.value = read.error
          }}
        />
      </label>
      {fault.value !== null && (
        <p class="fault" role="alert">
          {fault.value}
        </p>
      )}
    </>
  )
}

/** The texts on a picture or PDF; the error is a sentence for the officer. */
export async function readFile(
  file: Blob,
): Promise<{ readonly ok: true; readonly value: readonly string[] } | { readonly ok: false; readonly error: string }> {
  const reading = qrReading.value
  if (reading === null) return { ok: false, error: say('file/broken') }
  const read = await reading.readFile(file)
  return read.ok ? read : { ok: false, error: say(read.error) }
}
