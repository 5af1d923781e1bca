"""The HTTP API and its endpoints.

It stands apart because here the outside world comes in: with `iam` AWS checks who asks, with
`function` the code does, as for a provider that signs its requests in its own way.
"""

import aws_cdk as cdk
from aws_cdk import aws_apigatewayv2 as apigateway
from aws_cdk import aws_apigatewayv2_authorizers as authorizers
from aws_cdk import aws_apigatewayv2_integrations as integrations

from generated import deployment as rows
from infra.functions import Functions


def add_api(scope: cdk.Stack, row: rows.ApiRow, functions: Functions) -> None:
    """Build the API; its id and address are outputs of the stack."""
    api = apigateway.HttpApi(scope, "Api", api_name=row.physical_name)
    for endpoint in rows.ENDPOINTS:
        api.add_routes(
            path=endpoint.path,
            methods=[apigateway.HttpMethod[endpoint.method]],
            integration=integrations.HttpLambdaIntegration(
                endpoint.name, functions.by_name[endpoint.function]
            ),
            authorizer=authorizers.HttpIamAuthorizer() if endpoint.auth == "iam" else None,
        )
    cdk.CfnOutput(scope, "ApiId", value=api.api_id)
    cdk.CfnOutput(scope, "ApiUrl", value=api.api_endpoint)
