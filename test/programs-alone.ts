/**
 * Programs that a test starts run as a user's do. tap would load its account of coverage into each of them, and into their
 * workers, which alters how they load modules and takes as long as they do. Loaded into every test's process: see .taprc.
 */
import processOnSpawn from 'process-on-spawn'

processOnSpawn.addListener((program) => {
  const { NODE_OPTIONS = '', ...env } = program.env
  const own = NODE_OPTIONS.split(' ').filter((option) => !option.includes('@tapjs/processinfo'))
  program.env = own.length === 0 ? env : { ...env, NODE_OPTIONS: own.join(' ') }
})
