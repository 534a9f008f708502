// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {ILiquidityLens} from "alm-interfaces/ILiquidityLens.sol";
import {Vectors} from "../../src/vectors/Vectors.sol";

/// @title The reference vectors of coverage and stable funding, through the WASM that ships
contract LiquidityVectorsTest is Vectors {
    ILiquidityLens private lens;
    string private json;

    function setUp() public {
        lens = ILiquidityLens(deployStylus("liquidity-lens", ""));
    }

    function test_vectors_lcr() public {
        json = read("lcr.json");
        uint256 checked;
        for (uint256 index; index < 20; ++index) {
            // Each in a frame of its own: what the reader leaves in memory would add up.
            if (this.lcr(index)) ++checked;
        }
        assertGe(checked, 18, "all but those with secured deals to unwind");
    }

    /// Secured deals that end within the horizon are for the engine's own tests.
    function lcr(uint256 index) external view returns (bool) {
        if (vm.keyExistsJson(json, at(index, "in.hqla_market_value.sft_adj_l1"))) return false;
        if (vm.keyExistsJson(json, at(index, "in.hqla_market_value.sft_adj_l2a"))) return false;
        (uint256 counted, uint256 outflow, uint256 inflow, uint256 net, uint256 ratio) =
            lens.coverageOf(_values(index), _outflows(index), _inflows(index));
        _near(counted, index, "out.hqla");
        _near(outflow, index, "out.outflows");
        _near(inflow, index, "out.inflows_gross");
        _near(net, index, "out.net_outflows");
        _near(ratio, index, "out.lcr");
        return true;
    }

    function test_vectors_nsfr() public {
        json = read("nsfr.json");
        uint256 index;
        for (; exists(json, index); ++index) {
            (uint256 available, uint256 required, uint256 ratio) = lens.fundingOf(_funding(index), _holdings(index));
            _near(available, index, "out.asf");
            _near(required, index, "out.rsf");
            _near(ratio, index, "out.nsfr");
        }
        assertEq(index, 8, "all cases");
    }

    /// Relative 1e-16, or two units for each balance rounded by itself.
    function _near(uint256 have, uint256 index, string memory field) private view {
        uint256 want = uint256(number(json, at(index, field), 18));
        assertApproxEqAbs(have, want, want / 1e16 + 2, field);
    }

    function _values(uint256 index) private view returns (uint96[5] memory values) {
        string[5] memory names = ["l1", "l2a", "l2b_rmbs", "l2b_corp", "l2b_equity"];
        for (uint256 i; i < 5; ++i) {
            values[i] = _sum(index, "in.hqla_market_value.", names[i]);
        }
    }

    /// By factor; kinds of one factor are parted by spaces.
    function _outflows(uint256 index) private view returns (uint96[11] memory balances) {
        string[11] memory names = [
            "secured_l1_or_cb",
            "retail_stable_3",
            "retail_stable sme_stable operational_insured facility_retail_sme",
            "retail_less_stable sme_less_stable facility_nonfin_credit",
            "secured_l2a",
            "nonfin_corp_sov_insured collateral_valuation_change_non_l1",
            "operational cooperative secured_gov_other secured_rmbs_2b",
            "facility_nonfin_liquidity",
            "nonfin_corp_sov facility_bank facility_other_fi_credit",
            "secured_other_2b customer_short_cover",
            string.concat(
                "other_legal_entity secured_other derivatives_net downgrade_3notch abcp_siv ",
                "facility_other_fi_liquidity facility_other other_contractual"
            )
        ];
        for (uint256 i; i < 11; ++i) {
            balances[i] = _sum(index, "in.outflow_balances.", names[i]);
        }
    }

    function _inflows(uint256 index) private view returns (uint96[5] memory balances) {
        string[5] memory names = [
            "rev_repo_l1 committed_facility operational_at_banks",
            "rev_repo_l2a",
            "rev_repo_rmbs",
            "rev_repo_other_2b margin_loan_other retail wholesale_nonfin",
            "rev_repo_other financial_and_cb derivatives_net other_contractual"
        ];
        for (uint256 i; i < 5; ++i) {
            balances[i] = _sum(index, "in.inflow_balances.", names[i]);
        }
    }

    function _funding(uint256 index) private view returns (uint96[5] memory balances) {
        string[5] memory names = [
            "capital_and_liab_ge_1y",
            "stable_retail_sme",
            "less_stable_retail_sme",
            "wholesale_nonfin_lt_1y operational fi_6m_1y",
            "other_lt_6m_fi"
        ];
        for (uint256 i; i < 5; ++i) {
            balances[i] = _sum(index, "in.asf_balances.", names[i]);
        }
    }

    function _holdings(uint256 index) private view returns (uint96[8] memory balances) {
        string[8] memory names = [
            "cash_reserves",
            "l1_unencumbered undrawn_commitments",
            "fi_loan_lt6m_secured_l1",
            "l2a fi_loan_lt6m_other",
            "l2b loans_lt_1y operational_at_banks",
            "mortgages_ge_1y_rw35",
            "loans_ge_1y_other equities_commodities",
            "all_other"
        ];
        for (uint256 i; i < 8; ++i) {
            balances[i] = _sum(index, "in.rsf_balances.", names[i]);
        }
    }

    function _sum(uint256 index, string memory group, string memory names) private view returns (uint96 sum) {
        string[] memory kinds = vm.split(names, " ");
        for (uint256 i; i < kinds.length; ++i) {
            sum += uint96(uint256(number(json, at(index, string.concat(group, kinds[i])), 18)));
        }
    }
}
