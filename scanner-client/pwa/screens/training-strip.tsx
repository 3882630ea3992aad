/** In training: the made e-visas, to be taken as if they had been scanned. */
import { say } from '../language.ts'
import type { Desk } from '../scanning/scanner-desk.ts'
import { trainingPeople } from './app-state.ts'

export function TrainingStrip({ desk }: { readonly desk: Desk }) {
  return (
    <section class="training-strip" aria-label={say('training/demo')}>
      <h2>{say('training/demo')}</h2>
      <div class="row">
        {trainingPeople.value.map(({ name, text, mrz }) => (
          <span key={name} class="pair">
            <button type="button" onClick={() => void desk.take([text])}>
              {say(`training/${name}`)}
            </button>
            <button
              type="button"
              onClick={async () => {
                await desk.take([text])
                await desk.takeMrz(mrz)
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
