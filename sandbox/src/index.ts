/** The grader's client: everything that the app and the CLI may use. */
export { GraderError, openGrader, type GraderOptions } from './grader.ts';
export type { Grader, Grading, Health, RemoteHealth, Submission } from './grading.ts';
export { connectGrader, type ConnectOptions } from './remote/connect-grader.ts';
export { readToken, TokenError } from './service/token.ts';
export {
  listExercises,
  loadExercise,
  programsIn,
  readSolutions,
  type LoadedExercise,
  type Solutions,
} from './catalogue.ts';
export type { Exercise, WorldName } from './exercise.ts';
export { firstFinding, verdictSchema, type Fault, type Finding, type Verdict } from './verdict.ts';
export { detectIsolation, type Isolation, type Level } from './isolation/isolation.ts';
export { harms, type Harm } from './isolation/harm.ts';
export type { Layer } from './isolation/layers.ts';
export { refusalOf, remainingHarms } from './isolation/summary.ts';
export { nearestName } from './supervisor/nearest-name.ts';
export { limits } from './limits.ts';
