/** Each layer against an attacker who runs native code already: what it says that it stops, it stops. */
import assert from 'node:assert/strict';
import { after, before, test, type TestContext } from 'node:test';
import { detectIsolation, type Harm } from '@ounce/sandbox';
import { bubblewrap } from '../../../sandbox/src/isolation/bubblewrap.ts';
import { findRungs, type Rungs } from '../../../sandbox/src/isolation/find-rungs.ts';
import { layersOf } from '../../../sandbox/src/isolation/layers.ts';
import { asOwnUser, mostTasks } from '../../../sandbox/src/isolation/own-user.ts';
import { limited } from '../../../sandbox/src/isolation/resource-limits.ts';
import { seccompFilter } from '../../../sandbox/src/isolation/seccomp.ts';
import { judgedCalls, plainCalls } from '../../../sandbox/src/isolation/system-calls.ts';
import { unshared } from '../../../sandbox/src/isolation/unshare.ts';
import { allAttacks, attacksOf, refusedBySome } from './attacks.ts';
import { findOrInstall, openScene, outputOf, type Scene, type Setting } from './scene.ts';
import { onlyTools } from './tools.ts';

/** A worker's limits, but so little CPU time that the attack on it is short. */
const kind = { dataMb: 768, cpuSeconds: 1, makesCode: false };

const linux = { skip: process.platform !== 'linux' && 'only Linux has these layers' };
let scene: Scene;
let rungs: Rungs;
/** What the attacker reaches when nothing holds it: all else shows nothing. */
let possible: ReadonlySet<string>;

before(async () => {
  if (linux.skip) return;
  findOrInstall('bwrap', ['bubblewrap']);
  findOrInstall('setpriv', ['util-linux']);
  scene = await openScene();
  rungs = await findRungs([]);
  possible = await scene.reached(allAttacks, { shut: (command) => command, environment: { PLANTED: 'planted-here' } });
});
after(() => scene?.close());

test('the attacker reaches everything when nothing holds it', linux, (t) => {
  const refused = allAttacks.filter((attack) => !possible.has(attack));
  assert.deepEqual(
    refused.filter((attack) => !refusedBySome.includes(attack)),
    [],
    'an attack that can’t succeed proves nothing',
  );
  if (refused.length > 0)
    t.diagnostic(`refused by this machine without any layer of ours, so not shown: ${refused.join(', ')}`);
});

/** Each layer with nothing else around the attacker. */
const alone: Record<'environment' | 'limits' | 'bubblewrap' | 'seccomp' | 'user' | 'unshare', () => Setting | string> =
  {
    environment: () => ({ shut: (command) => command }),
    limits: () => whenItWorks('prlimit', (tool) => ({ shut: (command) => limited(tool, command, kind) })),
    bubblewrap: () => whenItWorks('bubblewrap', (tool) => ({ shut: (command) => bubblewrap(tool, command, []) })),
    seccomp: () => {
      const filter = seccompFilter(process.arch, false);
      return filter ? { shut: (command) => command, filter } : `there is no filter for ${process.arch}`;
    },
    user: () =>
      whenItWorks('ownUser', (tool) => ({
        shut: (command) => {
          const { command: program, args } = asOwnUser(tool, command);
          return { command: '/usr/bin/prlimit', args: [`--nproc=${mostTasks}`, '--', program, ...args] };
        },
      })),
    unshare: () => whenItWorks('unshare', (tool) => ({ shut: (command) => unshared(tool, command, rungs.root) })),
  };

for (const [layer, settingOf] of Object.entries(alone)) {
  test(`the layer "${layer}" alone stops what it says`, linux, async (t) => {
    const setting = settingOf();
    if (typeof setting === 'string') return t.skip(`not possible here: ${setting}`);
    const { stops } = layersOf(rungs).find(({ id }) => id === layer)!;
    await assertStops(t, stops, setting);
  });
}

test('seccomp lets no system call through but those of its list', linux, async (t) => {
  const filter = seccompFilter(process.arch, true);
  if (!filter) return t.skip(`there is no filter for ${process.arch}`);
  const column = process.arch === 'arm64' ? 1 : 0;
  const allowed = [...Object.values(plainCalls), ...Object.values(judgedCalls)].map((numbers) =>
    String(numbers[column]),
  );
  const output = await outputOf(scene.command('--filter', 'sweep', ...allowed), filter);
  assert.equal(output, 'started\n');
});

/** Each composition, on machines that have these tools and no others. */
for (const tools of [
  ['prlimit', 'setpriv', 'unshare', 'bwrap'],
  ['prlimit', 'bwrap'],
  ['prlimit', 'setpriv', 'unshare'],
  ['prlimit', 'setpriv'],
  ['setpriv'],
  [],
]) {
  test(`detectIsolation() with ${tools.join(', ') || 'no tool'} stops what its active layers say`, linux, async (t) => {
    onlyTools(t, tools);
    const { level, layers, shut } = await detectIsolation();
    const active = layers.filter(({ state, id }) => state === 'active' && id !== 'watch');
    t.diagnostic(`${level}: ${active.map(({ id }) => id).join(', ')}`);
    assert.equal(
      level === 'strong',
      ['limits', 'bubblewrap', 'seccomp'].every((id) => active.some((layer) => layer.id === id)),
    );
    const harms = [...new Set(active.flatMap(({ stops }) => stops))];
    await assertStops(t, harms, { shut: (command) => shut(command, [], kind) });
    if (level === 'strong')
      assert.deepEqual(
        Object.keys(attacksOf).filter((harm) => !harms.includes(harm as Harm) && harm !== 'threads'),
        [],
      );
  });
}

function whenItWorks(name: Exclude<keyof Rungs, 'root'>, make: (tool: string) => Setting): Setting | string {
  const rung = rungs[name];
  return rung.works ? make(rung.path) : rung.why;
}

/** Fails with every attack that reached what one of these harms means. */
async function assertStops(t: TestContext, harms: readonly Harm[], setting: Setting): Promise<void> {
  assert.notDeepEqual(harms, []);
  const attacks = [...new Set<string>(harms.flatMap((harm) => attacksOf[harm]))];
  const shown = attacks.filter((attack) => possible.has(attack));
  const reached = await scene.reached(shown, setting);
  assert.deepEqual([...reached], []);
  t.diagnostic(`${shown.length} attacks refused`);
}
