import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openCertificate } from './certificate';

const day = 24 * 3600_000;
const newFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-tls-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
};

it('makes one of its own for each folder, for this machine alone, that only its owner can read', async () => {
  const folder = await newFolder();
  const { cert, key } = await openCertificate(folder);
  const read = new X509Certificate(cert);
  expect(read.subjectAltName).toBe('DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1');
  expect(read.ca).toBe(false);
  expect((await stat(join(folder, 'localhost.pem'))).mode & 0o777).toBe(0o600);
  expect((await openCertificate(await newFolder())).key).not.toBe(key);
});

it('keeps it, so that a browser that trusts it is not asked again', async () => {
  const folder = await newFolder();
  expect((await openCertificate(folder)).cert).toBe((await openCertificate(folder)).cert);
});

it('makes a new one a month before the old one ends', async () => {
  const folder = await newFolder();
  const first = await openCertificate(folder);
  const end = new Date(new X509Certificate(first.cert).validTo).getTime();
  expect((await openCertificate(folder, end - 31 * day)).cert).toBe(first.cert);
  const second = await openCertificate(folder, end - 30 * day);
  expect(second.cert).not.toBe(first.cert);
  expect(new Date(new X509Certificate(second.cert).validTo).getTime()).toBeGreaterThan(end + 300 * day);
});

it('replaces what is no certificate', async () => {
  const folder = await newFolder();
  await writeFile(join(folder, 'localhost.pem'), 'nothing of the kind');
  const { cert } = await openCertificate(folder);
  expect(await readFile(join(folder, 'localhost.pem'), 'utf8')).toContain(cert);
});
