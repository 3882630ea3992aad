/** In training: the made e-visas, to be taken as if they had been scanned. */
import { say } from '../language.ts'
import type { ScannerModel } from '../scanning/scanner-model.ts'
import { trainingPeople } from './app-state.ts'

export function TrainingStrip({ scanner }: { readonly scanner: ScannerModel }) {
  return (
    <section class="training-strip" aria-label={say('training/demo')}>
      <h2>{say('training/demo')}</h2>
      <div class="row">
        {trainingPeople.value.map(({ name, text, mrz }) => (
          <span key={name} class="pair">
            <button type="button" onClick={() => void scanner.take([text])}>
              {say(`training/${name}`)}
            </button>
            <button
              type="button"
              onClick={async () => {
                await scanner.take([text])
                await scanner.takeMrz(mrz)
              }}
            >
              + {say('training/with-passport')}
            </button>
          </span>
        ))}
      </div>
    </section>
  )
}
