// The JavaScript SDK v3 against the server of AWS_ENDPOINT_URL: S3 and SQS. Ends with "done", or fails.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import * as s3 from "@aws-sdk/client-s3";
import * as sqs from "@aws-sdk/client-sqs";
import { Upload } from "@aws-sdk/lib-storage";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";

const Bucket = process.argv[2];
const storage = new s3.S3Client({ forcePathStyle: true });
const queues = new sqs.SQSClient({});

async function text(Key, more = {}) {
  const got = await storage.send(new s3.GetObjectCommand({ Bucket, Key, ...more }));
  return got.Body.transformToString();
}

async function objects() {
  await storage.send(new s3.CreateBucketCommand({ Bucket }));
  await s3.waitUntilBucketExists({ client: storage, maxWaitTime: 10 }, { Bucket });
  await storage.send(new s3.PutObjectCommand({ Bucket, Key: "a/ü b.txt", Body: "héllo", Metadata: { of: "js" } }));
  assert.equal(await text("a/ü b.txt"), "héllo");
  assert.equal(await text("a/ü b.txt", { Range: "bytes=3-5" }), "llo");
  const head = await storage.send(new s3.HeadObjectCommand({ Bucket, Key: "a/ü b.txt" }));
  assert.deepEqual(head.Metadata, { of: "js" });
  assert.equal(head.LastModified.constructor, Date);
  await storage.send(new s3.CopyObjectCommand({ Bucket, Key: "a/copy", CopySource: `${Bucket}/a/%C3%BC%20b.txt` }));
  assert.equal(await text("a/copy"), "héllo");
  await assert.rejects(text("none"), (error) => error instanceof s3.NoSuchKey && error.$metadata.httpStatusCode === 404);
}

async function streams() {
  const blocks = Array.from({ length: 13 }, (_, number) => Buffer.alloc(1 << 20, number));
  const Body = Readable.from(blocks);
  const upload = new Upload({ client: storage, params: { Bucket, Key: "large", Body }, partSize: 5 << 20 });
  const done = await upload.done();
  assert.match(done.ETag, /-3"$/);
  const got = await storage.send(new s3.GetObjectCommand({ Bucket, Key: "large" }));
  const hash = createHash("sha256");
  for await (const block of got.Body) hash.update(block);
  assert.equal(hash.digest("hex"), createHash("sha256").update(Buffer.concat(blocks)).digest("hex"));
}

async function addresses() {
  const put = await getSignedUrl(storage, new s3.PutObjectCommand({ Bucket, Key: "signed" }), { expiresIn: 60 });
  assert.equal((await fetch(put, { method: "PUT", body: "by address" })).status, 200);
  const get = await getSignedUrl(storage, new s3.GetObjectCommand({ Bucket, Key: "signed" }), { expiresIn: 60 });
  assert.equal(await (await fetch(get)).text(), "by address");
  assert.equal((await fetch(get.replace(/Signature=..../, "Signature=0000"))).status, 403);
}

async function pages() {
  for (let number = 0; number < 5; number++) {
    await storage.send(new s3.PutObjectCommand({ Bucket, Key: `page/${number}`, Body: "x" }));
  }
  const keys = [];
  for await (const page of s3.paginateListObjectsV2({ client: storage, pageSize: 2 }, { Bucket, Prefix: "page/" })) {
    keys.push(...page.Contents.map((row) => row.Key));
  }
  assert.deepEqual(keys, [0, 1, 2, 3, 4].map((number) => `page/${number}`));
  const Objects = keys.map((Key) => ({ Key }));
  const gone = await storage.send(new s3.DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
  assert.equal(gone.Deleted.length, 5);
}

async function messages() {
  const { QueueUrl } = await queues.send(new sqs.CreateQueueCommand({ QueueName: Bucket }));
  // The SDK itself compares the MD5 of bodies with what it sent and received.
  const MessageAttributes = { raw: { DataType: "Binary", BinaryValue: new Uint8Array([0, 255]) } };
  await queues.send(new sqs.SendMessageCommand({ QueueUrl, MessageBody: "première", MessageAttributes }));
  const ask = { QueueUrl, MessageAttributeNames: ["All"], WaitTimeSeconds: 5 };
  const { Messages } = await queues.send(new sqs.ReceiveMessageCommand(ask));
  assert.equal(Messages[0].Body, "première");
  assert.deepEqual([...Messages[0].MessageAttributes.raw.BinaryValue], [0, 255]);
  await queues.send(new sqs.DeleteMessageCommand({ QueueUrl, ReceiptHandle: Messages[0].ReceiptHandle }));
  const Entries = ["1", "2", "3"].map((Id) => ({ Id, MessageBody: Id }));
  const batch = await queues.send(new sqs.SendMessageBatchCommand({ QueueUrl, Entries }));
  assert.equal(batch.Successful.length, 3);
  const missing = queues.send(new sqs.GetQueueUrlCommand({ QueueName: "nowhere" }));
  await assert.rejects(missing, (error) => error instanceof sqs.QueueDoesNotExist);
  await queues.send(new sqs.DeleteQueueCommand({ QueueUrl }));
}

for (const step of [objects, streams, addresses, pages, messages]) await step();
console.log("done");
