import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding, Verdict } from '@ounce/sandbox/verdict';
import { placesOf, reportOf } from '#src/domain/report.ts';

test('reportOf() leads with the first finding that is not passed, functions before attacks', () => {
  const report = reportOf(verdict([ok('function'), failed('function', 'b'), failed('exploit', 'c')]), 'fix');
  assert.equal(report.lead?.id, 'b');
  assert.equal(report.lead.label, 'Broken');
  assert.equal(report.heading, 'Something that must keep working does not');
  assert.equal(report.sentence, '1 of 2 functions work; 1 of 1 attacks get through.');
});

test('reportOf() does not list the lead a second time', () => {
  const report = reportOf(verdict([failed('exploit', 'a'), failed('exploit', 'b'), ok('exploit')]), 'fix');
  assert.equal(report.lead?.id, 'a');
  assert.equal(report.heading, 'An attack gets through');
  assert.deepEqual(
    report.groups.map((group) => [group.open.map(({ id }) => id), group.passed.length, group.count, group.whole]),
    [[['b'], 1, '1 of 3 defended', false]],
  );
});

test('reportOf() never calls an attack that could not be tried a defence', () => {
  const report = reportOf(verdict([ok('function'), { ...failed('exploit', 'a'), outcome: 'inconclusive' }]), 'fix');
  assert.equal(report.lead?.label, 'Could not be tried');
  assert.equal(report.groups[1]?.count, '0 of 1 defended');
  assert.equal(report.groups[1]?.whole, false);
});

test('reportOf() says of a passed program that everything works and every attack fails', () => {
  const report = reportOf({ ...verdict([ok('function'), ok('exploit'), ok('exploit')]), status: 'passed' }, 'fix');
  assert.equal(report.heading, 'Passed');
  assert.equal(report.sentence, 'Every function works and each of 2 attacks fails.');
  assert.equal(report.lead, undefined);
});

test('reportOf() tells a fault as one, without the checks that it kept from being tried', () => {
  const fault = { code: 'syntax', message: 'Unexpected token', line: 3, column: 7, file: 'solution.ts' } as const;
  const untried: Finding = { ...failed('function', 'a'), outcome: 'inconclusive' };
  const report = reportOf({ ...verdict([untried, ok('function')]), status: 'error', fault }, 'fix');
  assert.equal(report.heading, 'The program cannot be read');
  assert.equal(report.lead, undefined);
  assert.deepEqual(
    report.groups.map(({ open, passed }) => [open.length, passed.length]),
    [[0, 1]],
  );
  assert.deepEqual(placesOf(report), [
    { place: { file: 'solution.ts', line: 3, column: 7 }, message: 'Unexpected token' },
  ]);
});

test('placesOf() gives the places of every open finding', () => {
  const at = (id: string, line: number): Finding => ({ ...failed('exploit', id), error: { message: id, line } });
  const places = placesOf(reportOf(verdict([at('a', 1), ok('exploit'), at('b', 9)]), 'fix'));
  assert.deepEqual(
    places.map(({ place, message }) => [place.line, place.column, message]),
    [
      [1, 1, 'a'],
      [9, 1, 'b'],
    ],
  );
});

function verdict(checks: Finding[]): Verdict {
  return {
    version: 1,
    status: 'failed',
    exercise: { id: 'x', hash: '0'.repeat(64) },
    seed: 1,
    checks,
    log: { lines: [], dropped: 0 },
    usage: { cpuMs: 1, wallMs: 2, queueMs: 0 },
  };
}

function ok(kind: Finding['kind']): Finding {
  return { id: 'ok', kind, title: 'It holds', outcome: 'passed' };
}

function failed(kind: Finding['kind'], id: string): Finding {
  return { id, kind, title: `It does not: ${id}`, outcome: 'failed', feedback: 'Look there.' };
}
