// The JavaScript SDK v3 as a user who enters a role, told by the shared config file alone. Ends with "done", or fails.

import assert from "node:assert/strict";
import { GetObjectCommand, ListBucketsCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";

const [Bucket] = process.argv.slice(2);
const user = new S3Client({ profile: "user", forcePathStyle: true });
const within = new S3Client({ profile: "role", forcePathStyle: true });
const at = { Bucket, Key: "a" };

const named = (name, status) => (error) => error.name === name && error.$metadata.httpStatusCode === status;

await assert.rejects(user.send(new GetObjectCommand(at)), named("AccessDenied", 403));
await assert.rejects(new SQSClient({ profile: "user" }).send(new ListQueuesCommand({})), named("AccessDenied", 403));
await assert.rejects(new S3Client({ profile: "stranger" }).send(new ListBucketsCommand({})), named("AccessDenied", 403));
assert.equal(await (await within.send(new GetObjectCommand(at))).Body.transformToString(), "water");
await assert.rejects(within.send(new PutObjectCommand({ ...at, Body: "wine" })), named("AccessDenied", 403));

// An address signed in a session carries the session's token, and is over when the session is.
const url = await getSignedUrl(within, new GetObjectCommand(at), { expiresIn: 7200 });
assert.equal(await (await fetch(url)).text(), "water");
const turned = await fetch(`${process.env.AWS_ENDPOINT_URL}/_fogbank/clock`, {
  method: "POST",
  body: JSON.stringify({ advance: 3601 }),
});
assert.equal(turned.status, 200);
assert.match(await (await fetch(url)).text(), /<Code>ExpiredToken<\/Code>/);
await assert.rejects(within.send(new GetObjectCommand(at)), named("ExpiredToken", 400));
console.log("done");
