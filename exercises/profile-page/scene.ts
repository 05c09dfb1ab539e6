import type { Draw, SetUp } from '@ounce/sandbox/exercise';

/** What goes into the learner's program. An attacker is not bound to the types. */
export interface Member {
  name: string;
  team: string;
  motto: string;
  website: string;
  bio: string;
  runs: number;
}

export interface Scene {
  /** Somebody whose profile harms nobody. */
  member: Member;
}

export default (({ draw }) => ({ member: drawMember(draw) })) satisfies SetUp<'html', Scene>;

export function drawMember(draw: Draw): Member {
  return {
    name: draw.name(),
    team: draw.word(),
    motto: `${draw.name()} before ${draw.word()}`,
    website: `https://${draw.word()}.example/${draw.word()}`,
    bio: `Runs since ${draw.int(1970, 2025)}.`,
    runs: draw.int(1, 400),
  };
}
