/** The console's settings: those of every face. */
import { type Environment, type FaceConfig, readFaceConfig } from '../../pages/face-config.ts'

const CONSOLE = { prefix: 'CONSOLE', is: 'the console', port: 8082, folder: 'console', urls: [] } as const

/** Throws `FaceConfigError` for a setting that cannot be used, also for one that does not exist. */
export function readConsoleConfig(env: Environment): FaceConfig {
  const { urls: _none, ...config } = readFaceConfig(env, CONSOLE)
  return Object.freeze(config)
}
