package securitycenter.homes;

import securitycenter.PostgresTest;

@PostgresTest
class PostgresSchemaTests extends SchemaContract {}
