// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {ICreditLens} from "alm-interfaces/ICreditLens.sol";
import {Vectors} from "../../src/vectors/Vectors.sol";

/// @title The reference vectors of puts, shortfall and hedges, through the WASM that ships
contract CreditVectorsTest is Vectors {
    uint256 private constant WAD = 1e18;

    ICreditLens private lens;
    string private json;

    function setUp() public {
        lens = ICreditLens(deployStylus("credit-lens", ""));
    }

    function test_vectors_bsm_put() public {
        // Reading is what costs: the file is long.
        vm.pauseGasMetering();
        json = read("bsm_put.json");
        // Each in a frame of its own: what the reader leaves in memory would add up.
        for (uint256 index; index < 130; ++index) {
            this.put(index);
        }
        assertFalse(exists(json, 130), "all cases");
    }

    function put(uint256 index) external view {
        (uint256 spot, uint256 strike) = (_wad(index, "in.S"), _wad(index, "in.K"));
        ICreditLens.Greeks memory have = lens.putOf(
            uint128(spot),
            uint128(strike),
            uint64(_wad(index, "in.sigma")),
            int64(number(json, at(index, "in.r"), 18)),
            int64(number(json, at(index, "in.q"), 18)),
            uint128(uint256(number(json, at(index, "in.T"), 27)))
        );
        uint256 size = FixedPointMathLib.max(FixedPointMathLib.max(spot, strike), WAD);
        _near(int256(have.value), index, "out.put", 4 * size / WAD);
        _near(have.delta, index, "out.delta", 40);
        _near(int256(have.inTheMoney), index, "out.prob_itm", 40);
        _near(have.theta, index, "out.theta", 200 * size / WAD);
        _near(int256(have.vega), index, "out.vega", 40 * size / WAD);
        _gamma(have, vm.parseJsonString(json, at(index, "out.gamma")));
    }

    /// Relative 1e-13: both to twenty digits behind the zeros.
    function _gamma(ICreditLens.Greeks memory have, string memory text) private pure {
        uint256 zeros = _zeros(text);
        uint256 want = uint256(parse(text, zeros + 20));
        // The mantissa times ten to the digits over two to the exponent, with bits and digits taken in turns.
        uint256 figure = have.gamma;
        uint256 halvings = uint256(-have.gammaExponent);
        uint256 digits = zeros + 20;
        while (halvings > 0 || digits > 0) {
            if (digits > 0 && figure < 2 ** 240) {
                figure *= 10;
                --digits;
            } else if (halvings > 0) {
                figure /= 2;
                --halvings;
            } else {
                break;
            }
        }
        assertEq(digits, 0, "in range");
        assertApproxEqRel(figure, want, 1e5, "gamma");
    }

    /// Zeros behind the point, before the first other digit.
    function _zeros(string memory text) private pure returns (uint256 count) {
        bytes memory digits = bytes(text);
        if (digits[0] != "0") return 0;
        while (2 + count < digits.length && digits[2 + count] == "0") ++count;
    }

    function test_vectors_shortfall() public {
        json = read("shortfall.json");
        uint256 index;
        for (; exists(json, index); ++index) {
            this.shortfall(index);
        }
        assertEq(index, 60, "all cases");
    }

    /// The cost is the vectors' own: the square-root law of impact is theirs.
    function shortfall(uint256 index) external view {
        uint64 cost = uint64(_wad(index, "out.kappa"));
        uint64 sigma = uint64(_wad(index, "in.sigma"));
        int64 drift = int64(number(json, at(index, "in.mu"), 18));
        uint32 horizon = uint32(vm.parseJsonUint(json, at(index, "in.horizon_hours")) * 1 hours);
        uint128 debt = uint128(_wad(index, "in.debt"));
        ICreditLens.Loss memory have =
            lens.lossOf(uint128(_wad(index, "in.collateral_value")), debt, cost, sigma, drift, horizon);
        _near(int256(have.probability), index, "out.prob_shortfall", 100);
        _near(int256(have.firstPassage), index, "out.first_passage_prob", 100);
        _near(int256(have.expected), index, "out.expected_loss", 20 * (debt / WAD + 1));
        uint64 quantile = uint64(_wad(index, "out.z_alpha"));
        (uint256 atRisk, uint256 expected) = lens.haircutsOf(cost, sigma, drift, horizon, quantile);
        _near(int256(atRisk), index, "out.var_haircut", 50);
        _near(int256(expected), index, "out.es_haircut", 50);
        _near(int256(WAD) - int256(atRisk), index, "out.max_ltv_var", 50);
        _near(int256(WAD) - int256(expected), index, "out.max_ltv_es", 50);
    }

    function test_vectors_hedge() public {
        json = read("hedge.json");
        uint256 index;
        for (; exists(json, index); ++index) {
            this.hedge(index);
            this.rebalancing(index);
        }
        assertEq(index, 24, "all cases");
    }

    function hedge(uint256 index) external view {
        uint256 time = vm.parseJsonUint(json, at(index, "in.horizon_days")) * 1 days * WAD;
        ICreditLens.Hedge memory given = ICreditLens.Hedge({
            exposure: uint128(_wad(index, "in.exposure_value")),
            debt: uint128(_wad(index, "in.debt")),
            sigmaSpot: uint64(_wad(index, "in.sigma_spot")),
            sigmaPerpetual: uint64(_wad(index, "in.sigma_perp")),
            correlation: int64(number(json, at(index, "in.rho"), 18)),
            time: uint64((time + 365 days / 2) / 365 days),
            funding: int64(number(json, at(index, "in.funding_rate_annual_paid_by_short"), 18)),
            trading: uint64(_wad(index, "in.fee_per_side") + _wad(index, "in.slippage_per_side"))
        });
        ICreditLens.Hedged memory have = lens.hedgeOf(given);
        _close(have.ratio, index, "out.hedge_ratio_min_var", 0);
        _close(int256(have.residual), index, "out.residual_sigma", 0);
        // A loss is as exact as a probability: twenty units times the debt.
        uint256 dust = 20 * uint256(given.debt) / WAD;
        _close(int256(have.unhedged), index, "out.el_unhedged", dust);
        _close(int256(have.hedged), index, "out.el_hedged", dust);
        _close(int256(have.unhedged) - int256(have.hedged), index, "out.benefit", dust);
        _close(have.cost, index, "out.cost", 0);
        assertEq(have.worthwhile, vm.parseJsonBool(json, at(index, "out.hedge")), "worthwhile");
    }

    function rebalancing(uint256 index) external view {
        uint256 time = vm.parseJsonUint(json, at(index, "in.horizon_days")) * 1 days * WAD / 365 days;
        int256 grown = int256(_wad(index, "in.r") * time / WAD);
        (uint256 band, uint256 leland, uint256 short, uint256 long) = lens.rebalancingOf(
            uint64(uint256(FixedPointMathLib.expWad(-grown))),
            uint64(_wad(index, "in.lambda_one_way")),
            uint128(_wad(index, "in.spot")),
            uint64(_wad(index, "in.gamma")),
            uint64(_wad(index, "in.risk_aversion")),
            uint64(_wad(index, "in.sigma_spot")),
            uint64(_wad(index, "in.rehedge_dt_years"))
        );
        _close(int256(band), index, "out.ww_half_band_delta", 0);
        _close(int256(leland), index, "out.leland_number", 0);
        _close(int256(short), index, "out.leland_sigma_short_option", 0);
        _close(int256(long), index, "out.leland_sigma_long_option", 0);
    }

    function _wad(uint256 index, string memory field) private view returns (uint256) {
        return uint256(number(json, at(index, field), 18));
    }

    function _near(int256 have, uint256 index, string memory field, uint256 bound) private view {
        assertLe(distance(have, number(json, at(index, field), 18)), bound, field);
    }

    /// Relative 1e-11.
    function _close(int256 have, uint256 index, string memory field, uint256 dust) private view {
        int256 want = number(json, at(index, field), 18);
        assertLe(distance(have, want), distance(want, 0) / 1e11 + dust, field);
    }
}
