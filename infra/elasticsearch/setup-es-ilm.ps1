<#
.SYNOPSIS
The lifecycle of the mail index in Elasticsearch, from Windows.

.DESCRIPTION
Policy emails-rolling-90d, template gmail-emails-template (the JSON file beside
this script), indices gmail_emails-000001 and on behind the write alias
gmail_emails. May be run again at any time. setup-es-ilm.sh does the same, and
can also move an index called gmail_emails behind an alias (migrate).

.PARAMETER Command
setup (the default), verify, explain or rollback.

.PARAMETER Url
Elasticsearch: $env:ELASTICSEARCH_URL, or http://localhost:9200.

.PARAMETER Plan
Says what setup or rollback would do, and does nothing.

.PARAMETER DeleteAfter
Days after the rollover.

.PARAMETER RolloverAfter
Days.

.PARAMETER RolloverSize
For example 20gb.

.PARAMETER Bounded
Counts DeleteAfter from when a mail was indexed, not from the rollover.

.PARAMETER Snapshots
A repository: a snapshot every night, and no deletion without one.

.EXAMPLE
.\setup-es-ilm.ps1 -Plan

.EXAMPLE
.\setup-es-ilm.ps1 verify -Url https://es.example.com:9200
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('setup', 'verify', 'explain', 'rollback')]
    [string]$Command = 'setup',
    [string]$Url = $(if ($env:ELASTICSEARCH_URL) { $env:ELASTICSEARCH_URL } else { 'http://localhost:9200' }),
    [switch]$Plan,
    [ValidateRange(1, 36500)][int]$DeleteAfter = 90,
    [ValidateRange(1, 36500)][int]$RolloverAfter = 30,
    [ValidatePattern('^[1-9][0-9]*(kb|mb|gb|tb)$')][string]$RolloverSize = '20gb',
    [switch]$Bounded,
    [string]$Snapshots = ''
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$Policy = 'emails-rolling-90d'
$Template = 'gmail-emails-template'
$Alias = 'gmail_emails'
$Pattern = "$Alias-*"
$SnapshotPolicy = 'emails-before-delete'
$Base = $Url.TrimEnd('/')
$script:Problems = 0
$script:Changes = 0

$DeleteAge = $DeleteAfter
if ($Bounded) {
    $DeleteAge = $DeleteAfter - $RolloverAfter
    if ($DeleteAge -le 0) {
        Write-Error "-Bounded: -RolloverAfter $RolloverAfter leaves nothing of -DeleteAfter $DeleteAfter"
    }
}
$Bound = $DeleteAge + $RolloverAfter

# The answer, or $null for 404; anything else that is no success ends the script.
function Invoke-Elastic([string]$Method, [string]$Path, $Body = $null) {
    $request = @{ Method = $Method; Uri = "$Base$Path"; TimeoutSec = 600 }
    if ($null -ne $Body) {
        $text = if ($Body -is [string]) { $Body } else { ConvertTo-Json -InputObject $Body -Depth 30 -Compress }
        $request.Body = [Text.Encoding]::UTF8.GetBytes($text)
        $request.ContentType = 'application/json'
    }
    try {
        return Invoke-RestMethod @request
    } catch {
        $response = $_.Exception.PSObject.Properties['Response']
        if ($response -and $response.Value -and [int]$response.Value.StatusCode -eq 404) {
            return $null
        }
        throw "${Method} ${Path}: $($_.Exception.Message)"
    }
}

function Get-Setting($Index, [string]$Name) {
    $found = $Index.settings.PSObject.Properties[$Name]
    if ($found) { return $found.Value }
    return '-'
}

function Add-Problem([string]$What, [string]$Mend) {
    $script:Problems++
    Write-Output "PROBLEM  $What"
    Write-Output "         mend: $Mend"
}

function Invoke-Change([string]$What, [string]$Method, [string]$Path, $Body = $null) {
    Write-Output "~  $What"
    $script:Changes++
    if (-not $Plan) {
        $null = Invoke-Elastic $Method $Path $Body
    }
}

function Get-PolicyBody {
    $delete = [ordered]@{}
    if ($Snapshots) {
        $delete.wait_for_snapshot = @{ policy = $SnapshotPolicy }
    }
    $delete.delete = @{ delete_searchable_snapshot = $true }
    return @{ policy = @{ phases = @{
        hot = @{ min_age = '0ms'; actions = @{
            rollover = @{ max_age = "${RolloverAfter}d"; max_size = $RolloverSize }
            set_priority = @{ priority = 100 } } }
        delete = @{ min_age = "${DeleteAge}d"; actions = $delete } } } }
}

# Without vectors for a server before 8.6; without a lifecycle for a rollback.
function Get-TemplateBody([version]$Server, [bool]$Lifecycle) {
    $body = Get-Content -Raw -Encoding UTF8 (Join-Path $PSScriptRoot 'gmail-emails-template.json') | ConvertFrom-Json
    if ($Server -lt [version]'8.6') {
        $body.template.mappings.properties.PSObject.Properties.Remove('meaning')
    }
    if (-not $Lifecycle) {
        $body.template.settings.PSObject.Properties.Remove('index.lifecycle.name')
        $body.template.settings.PSObject.Properties.Remove('index.lifecycle.rollover_alias')
    }
    return $body
}

function Test-Alias {
    $answer = Invoke-Elastic GET "/_alias/$Alias"
    if ($null -eq $answer) {
        if ($null -ne (Invoke-Elastic GET "/$Alias")) {
            Add-Problem "$Alias is an index, not an alias: it can't be rolled over" 'setup-es-ilm.sh migrate'
        }
        return
    }
    $behind = @($answer.PSObject.Properties)
    $writers = @($behind | Where-Object {
        $how = $_.Value.aliases.$Alias.PSObject.Properties['is_write_index']
        $how -and $how.Value })
    if ($writers.Count -ne 1 -and -not ($writers.Count -eq 0 -and $behind.Count -eq 1)) {
        Add-Problem "$Alias has $($writers.Count) write indices" 'setup-es-ilm.sh setup makes the newest one the write index'
    }
    foreach ($index in $behind) {
        if ($index.Name -notmatch "^$Alias-[0-9]{6}$") {
            Add-Problem "index $($index.Name) is behind $Alias but not named $Alias-000001 or so" 'reindex it into the write index'
        }
    }
}

function Test-Template {
    $all = Invoke-Elastic GET '/_index_template'
    foreach ($other in $all.index_templates) {
        if ($other.name -eq $Template) { continue }
        $priority = $other.index_template.PSObject.Properties['priority']
        $claims = @($other.index_template.index_patterns | Where-Object { "$Alias-000002" -like $_ })
        if ($claims.Count -gt 0 -and $priority -and $priority.Value -ge 500) {
            Add-Problem "template $($other.name) claims $Pattern too, with priority $($priority.Value)" 'delete it, or give it a priority below 500'
        }
    }
}

function Test-Index($Settings) {
    foreach ($index in $Settings.PSObject.Properties) {
        $its = Get-Setting $index.Value 'index.lifecycle.name'
        if ($its -ne $Policy) {
            Add-Problem "index $($index.Name) has the policy $its, not $Policy" 'setup sets it'
        }
        $its = Get-Setting $index.Value 'index.lifecycle.rollover_alias'
        if ($its -ne $Alias) {
            Add-Problem "index $($index.Name) has the rollover alias $its, not $Alias" 'setup sets it'
        }
    }
}

function Invoke-Setup($Settings, [version]$Server) {
    if ($Snapshots) {
        if ($null -eq (Invoke-Elastic GET "/_snapshot/$Snapshots")) {
            throw "there is no snapshot repository $Snapshots"
        }
        Invoke-Change "snapshots every night into $Snapshots" PUT "/_slm/policy/$SnapshotPolicy" @{
            schedule = '0 30 1 * * ?'; name = '<emails-{now/d}>'; repository = $Snapshots
            config = @{ indices = @($Pattern); include_global_state = $false }
            retention = @{ expire_after = '400d'; min_count = 5 } }
    }
    Invoke-Change "policy ${Policy}: rollover at $RolloverAfter d or $RolloverSize, deletion $DeleteAge d after it" PUT "/_ilm/policy/$Policy" (Get-PolicyBody)
    Invoke-Change "template $Template for $Pattern" PUT "/_index_template/$Template" (Get-TemplateBody $Server $true)
    $indices = @($Settings.PSObject.Properties)
    if ($indices.Count -eq 0) {
        Invoke-Change "index $Alias-000001 behind the write alias $Alias" PUT "/$Alias-000001" @{
            aliases = @{ $Alias = @{ is_write_index = $true } } }
    }
    foreach ($index in $indices) {
        if ((Get-Setting $index.Value 'index.lifecycle.name') -ne $Policy -or
            (Get-Setting $index.Value 'index.lifecycle.rollover_alias') -ne $Alias) {
            Invoke-Change "index $($index.Name): policy and rollover alias" PUT "/$($index.Name)/_settings" @{
                'index.lifecycle.name' = $Policy; 'index.lifecycle.rollover_alias' = $Alias }
        }
    }
    Write-Output "A mail stays in the index for at most $Bound days (and the minutes of a poll) after it was indexed."
}

function Invoke-Rollback($Settings, [version]$Server) {
    # The policy can't go while indices have it.
    if (@($Settings.PSObject.Properties).Count -gt 0) {
        Invoke-Change "indices ${Pattern}: no lifecycle" POST "/$Pattern/_ilm/remove"
    }
    Invoke-Change "template $Template without a lifecycle" PUT "/_index_template/$Template" (Get-TemplateBody $Server $false)
    if ($null -ne (Invoke-Elastic GET "/_ilm/policy/$Policy")) {
        Invoke-Change "policy ${Policy}: deleted" DELETE "/_ilm/policy/$Policy"
    }
    Write-Output "Mail, indices and the alias $Alias are as they were."
}

function Show-Lifecycle {
    $answer = Invoke-Elastic GET "/$Pattern/_ilm/explain?human"
    foreach ($index in $answer.indices.PSObject.Properties) {
        $x = $index.Value
        if (-not $x.managed) {
            Write-Output "$($index.Name): no lifecycle: it stays until somebody deletes it"
        } elseif ($x.step -eq 'ERROR') {
            Write-Output "$($index.Name): STUCK: $($x.step_info.reason)"
        } else {
            Write-Output "$($index.Name): $($x.phase), $($x.action), $($x.age) old"
        }
    }
}

$root = Invoke-Elastic GET '/'
if ($root.version.PSObject.Properties['distribution']) {
    throw "this server is $($root.version.distribution): it has state management (ISM) and no ILM"
}
$server = [version]($root.version.number -replace '-.*$', '')
if ($server -lt [version]'7.11') {
    throw "Elasticsearch ${server}: at least 7.11 is needed"
}
$settings = Invoke-Elastic GET "/$Pattern/_settings?flat_settings=true"
if ($null -eq $settings) {
    $settings = [pscustomobject]@{}
}
Test-Alias
$blocking = $script:Problems
Test-Template
Test-Index $settings
switch ($Command) {
    'setup' {
        if ($blocking -gt 0) {
            Write-Output "$blocking of these are to be mended first: nothing was changed"
            exit 1
        }
        Invoke-Setup $settings $server
    }
    'rollback' { Invoke-Rollback $settings $server }
    'explain' { Show-Lifecycle }
    'verify' {
        if ($null -eq (Invoke-Elastic GET "/_ilm/policy/$Policy")) {
            Add-Problem "there is no policy $Policy" 'setup'
        }
        if ($null -eq (Invoke-Elastic GET "/_index_template/$Template")) {
            Add-Problem "there is no template $Template" 'setup'
        }
        Write-Output "$script:Problems problems"
        if ($script:Problems -gt 0) { exit 1 }
    }
}
if ($Plan) {
    Write-Output "$script:Changes to change; nothing was done"
}
