import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { test } from 'node:test';
import { clientAddress } from '#src/host/client-address.ts';

const request = (remoteAddress: string, forwarded?: string): IncomingMessage =>
  ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage;

test('clientAddress() believes no header unless a proxy is trusted', () => {
  assert.equal(clientAddress(request('192.0.2.1', '198.51.100.7'), 0), '192.0.2.1');
});

test('clientAddress() believes as many entries as there are proxies, from the end', () => {
  const forged = '203.0.113.9, 198.51.100.7, 192.0.2.2';
  assert.equal(clientAddress(request('10.0.0.1', forged), 1), '192.0.2.2');
  assert.equal(clientAddress(request('10.0.0.1', forged), 2), '198.51.100.7');
});

test('clientAddress() falls back to the connection when the header is short or no address', () => {
  assert.equal(clientAddress(request('10.0.0.1', '198.51.100.7'), 3), '10.0.0.1');
  assert.equal(clientAddress(request('10.0.0.1', 'unknown'), 1), '10.0.0.1');
  assert.equal(clientAddress(request('10.0.0.1'), 1), '10.0.0.1');
});

test('clientAddress() counts an IPv6 network as one, and a mapped IPv4 address as itself', () => {
  assert.equal(clientAddress(request('2001:db8:1:2:3:4:5:6'), 0), '2001:db8:1:2::/64');
  assert.equal(clientAddress(request('2001:0db8:1:2::1'), 0), '2001:db8:1:2::/64');
  assert.equal(clientAddress(request('::1'), 0), '0:0:0:0::/64');
  assert.equal(clientAddress(request('::ffff:192.0.2.1'), 0), '192.0.2.1');
});
