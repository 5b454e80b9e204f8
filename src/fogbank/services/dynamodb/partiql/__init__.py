"""PartiQL, in the dialect of DynamoDB: statements are parsed here, and planned for the engine. Pure."""
